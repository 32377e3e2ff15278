"""Finding passages, strands, interviews and commands."""
