"""Texts of transcripts: their units, who speaks, and how positions move with a change."""
