"""Persons: who is meant by a name, what somebody does, and what ends when somebody leaves."""
