"""The researcher's world and its arithmetic: no window, no database, no files."""
