"""物业: residential estates."""
