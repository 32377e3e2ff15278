"""Figures of schools, year by year, beside the strands of the interviews."""
