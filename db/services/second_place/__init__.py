"""第二处备份: every daily backup also lies on another disk, on a stick or on a folder of the office's net.

    weigh_place(store, folder, os.environ)   # may it lie there, and what the clerk should know before
    set_place(store, 0, place)               # a setting of the centre, for an administrator
    carry(store, place, now, tick)           # brings it up to date: whole or not there, opened before it counts
    standing(store, now)                     # how old the newest one there is, and what to do

What lies there is what lies beside the store: sealed files, and the keys that only a passphrase opens.
"""
