"""What a list is narrowed by: choosing a field, the editor that fits it, and the chips over the list."""
