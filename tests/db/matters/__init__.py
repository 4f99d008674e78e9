"""Tests of matters."""
