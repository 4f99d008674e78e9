"""Photos and scans, from the piece on the disk to the record that shows it."""
