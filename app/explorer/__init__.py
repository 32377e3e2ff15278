"""The left panel: which interviews there are and how far each has been read."""
