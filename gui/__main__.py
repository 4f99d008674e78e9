"""``python -m gui``: opens the program. The packed program reads workbooks by starting itself, and then opens nothing."""

import sys

from db.services.sheets import READ_SHEETS

if __name__ == "__main__":
    if sys.argv[1:] == [READ_SHEETS]:
        from db.services.sheets.child import main as read_sheets

        sys.exit(read_sheets())
    from gui.app import main

    sys.exit(main(sys.argv[1:]))
