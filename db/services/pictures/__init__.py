"""Photos and scans as they are kept, read in a process of its own; see `db.services.apart`.

    read = read_evidence(paths, tick)       # db.services.pictures.process

A photo comes from a telephone, a scan from anybody's mail. In the child `kinds` tells what a file is; a photo is decoded, turned
upright, made small and encoded anew, so that nothing of what came is kept but what is seen (`photo`); a PDF is looked at and stays as it
is (`scan`), and a page of one is drawn where somebody wants to see it (`pages`).
"""
