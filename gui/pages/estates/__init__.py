"""物业: what becomes of residential estates."""
