"""Pages of bodies and persons."""
