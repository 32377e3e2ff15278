"""The study file and every other file."""
