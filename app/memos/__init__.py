"""The Memos page: all that was written, read and written."""
