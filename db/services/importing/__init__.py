"""What all imports share: the table in a sheet, what its columns mean, its cells as values, and the plan that comes of them.

    sheet      -> layout.py      where the headings stand and which form of table it is
    a row      -> rows.py        its cells by what the columns mean, each read as its field reads it
    a form     -> form.py        what a kind of table is, and what a row of it brings; a plain one follows from a type (plain.py)
    the plan   -> book.py        what is known already, what is new, what differs, what a clerk must decide
    the store  -> commit.py      one transaction, or nothing

The roster of residents has ways of its own (`db.services.registry.import_roster`) and stands on the same pieces. Tables that tell of
several types at once have a form of their own in the room to which they belong. `db.services.import_file` is the door.
"""
