"""Codes written by hand: in the quick picker, in documents, by letters, colours and comments."""
