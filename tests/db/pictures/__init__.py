"""Photos and scans as they come from telephones and scanners, and as they are kept."""
