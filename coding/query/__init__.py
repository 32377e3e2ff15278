"""Queries as text, as words for people and as JSON."""
