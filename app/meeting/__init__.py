"""Codes that meet: how often, and where."""
