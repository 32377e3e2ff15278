"""Masking names, handing a study on, taking a person out."""
