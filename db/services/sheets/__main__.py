"""``python -m db.services.sheets``: the reading process, started by `process` and by nobody else."""

import sys

from db.services.sheets.child import main

if __name__ == "__main__":
    sys.exit(main())
