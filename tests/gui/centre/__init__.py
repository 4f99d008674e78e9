"""The centre itself, its clerks, rules and days."""
