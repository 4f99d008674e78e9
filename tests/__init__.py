"""Tests of the whole program, one folder an area."""
