"""People, households, houses, grids."""
