"""What each paper needs is gathered here."""
