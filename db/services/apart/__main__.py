"""``python -m db.services.apart``: the reading process, started by `process` and by nobody else."""

import sys

from db.services.apart.child import main

if __name__ == "__main__":
    sys.exit(main())
