"""Who may what: declared, asked by the store, and tried by everybody everywhere."""
