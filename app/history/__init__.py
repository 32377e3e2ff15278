"""What was done to a study, its restore points, and its repair."""
