"""Reading and coding a transcript."""
