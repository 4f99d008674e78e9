"""Values, fields, records, store and services."""
