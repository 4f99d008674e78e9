"""Papers of what people bring to the desk."""
