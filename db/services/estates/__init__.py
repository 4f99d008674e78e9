"""小区: what they are called."""
