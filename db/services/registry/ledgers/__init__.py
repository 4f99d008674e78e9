"""专项台账: a list frozen on a day (`freezing`), what is written and marked in its rows (`marks`), and who is left (`counts`)."""
