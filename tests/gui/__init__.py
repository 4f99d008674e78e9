"""Windows, played offscreen."""
