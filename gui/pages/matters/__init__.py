"""What people bring to the desk, and what is done about it."""
