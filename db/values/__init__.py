"""Plain values and the rules on them: identity numbers, days, names, phones, addresses, code tables, masks."""
