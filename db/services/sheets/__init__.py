"""Files of tables as sheets of cells, read in a process of its own; see `db.services.apart`.

    sheets = read_sheets(path, tick)        # db.services.sheets.process

The child sends what is filled (`wire`), and the parent takes that in and says in a sentence what became of a child that died (`process`).
In the child `kinds` tells what a file is, `text`, `xlsx`, `xls` and `ods` read it, and nothing else of the program is imported there:
starting it must be cheap.
"""
