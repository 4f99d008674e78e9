"""What the program knows and keeps: values, fields, records, the store, and the services on it."""
