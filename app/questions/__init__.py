"""What rounds ask: the lists of questions, and the turns that ask them."""
