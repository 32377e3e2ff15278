"""What a report reads of a study: blocks for the parts that need more than what is counted."""
