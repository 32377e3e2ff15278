"""Names and their pseudonyms, and withdrawing a participant."""
