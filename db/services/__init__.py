"""What a clerk does, one use case a file: each takes the store and records, and writes in one transaction."""
