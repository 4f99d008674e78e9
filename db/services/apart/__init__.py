"""Files that come from anybody, read in a process of its own.

A workbook, a photo or a PDF may make what reads it run out of memory, run for ever or die; none of this may happen to the window. So a
child reads it within limits (`limits`): it is asked on its input (`child`) and answers with frames on its output (`frames`), and the
parent takes these in (`process`). What it reads is the business of `db.services.sheets` and `db.services.pictures`.
"""

READ_APART = "--read-apart"
"""The argument with which the packed program becomes the reading process."""
