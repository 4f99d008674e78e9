"""What the program brings along: fonts, icons, code tables, the practice community."""
