"""交接班: what somebody has in hand, on one page, and how it goes to who takes over."""
