"""Masked copies, the pseudonym list, looking for names, planning a withdrawal."""
