"""``python -m gui``: opens the program. The packed program reads workbooks and photos by starting itself, and then opens nothing."""

import sys

from db.services.apart import READ_APART

if __name__ == "__main__":
    if sys.argv[1:] == [READ_APART]:
        from db.services.apart.child import main as read_apart

        sys.exit(read_apart())
    from gui.app import main

    sys.exit(main(sys.argv[1:]))
