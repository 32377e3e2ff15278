"""Copies of a study: restore points, going back, and what a program that died has left."""
