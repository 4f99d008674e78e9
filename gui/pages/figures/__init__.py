"""统计: what the centre did, in numbers that open."""
