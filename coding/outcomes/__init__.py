"""Figures of schools beside the strands, year by year."""
