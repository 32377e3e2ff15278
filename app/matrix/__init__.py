"""The framework matrix: cases by codes, with what is written of each."""
