"""Codes that somebody wrote on a document by hand: found, read, and taken out of the text."""
