"""Comparing rounds, schools and roles."""
