"""The window: puts the pages together."""
