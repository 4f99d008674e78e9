"""专项台账 in the window."""
