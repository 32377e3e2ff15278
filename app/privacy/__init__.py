"""Masking names, sharing a masked copy, withdrawing a participant."""
