"""照片和扫描件 of records: added, told, taken away, brought back, exported.

ready = read_evidence(paths, tick)          # in a process of its own
add_evidence(store, record, ready)          # pieces first, then what names them
"""
