"""F1: a short text on every page, the keys, and what the program is; all of it can be searched."""
