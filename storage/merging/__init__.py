"""Reading another copy of a study without changing it, and looking ahead at what merging it does."""
