"""Disputes and their mediation."""
