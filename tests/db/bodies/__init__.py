"""Tests of bodies, persons, posts and estates."""
