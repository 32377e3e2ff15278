"""A survey's answers as they come in: what a table says of whom, put right before it is stored."""
