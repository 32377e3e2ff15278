"""A page for each school and case: who and what belongs to it, what is coded and written of it."""
