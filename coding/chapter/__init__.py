"""A chapter that was written of a study, checked against it and against itself; pure."""
