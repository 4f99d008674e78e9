"""Tests of taking tables in."""
