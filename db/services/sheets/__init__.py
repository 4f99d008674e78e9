"""Files of tables as sheets of cells, read in a process of its own.

    sheets = read_sheets(path, tick)        # db.services.sheets.process

A workbook comes from anybody. What reads it may run out of memory, run for ever or die; none of this may happen to the
window. So a child reads it within limits (`limits`) and sends what is filled (`wire`), and the parent takes that
in and says in a sentence what became of a child that died (`process`). In the child `kinds` tells what a file is,
`text`, `xlsx`, `xls` and `ods` read it, and nothing else of the program is imported there: starting it must be cheap.
"""

READ_SHEETS = "--read-sheets"
"""The argument with which the packed program becomes the reading process."""
