"""Going through the passages of a code and sorting them into others."""
