"""Reading a study, as plain dataclasses and DataFrames."""
