"""How the program starts itself again: as a package it is one file, from its source Python with main.py."""

import sys
from pathlib import Path


def this_program(*words: str) -> list[str]:
    """Return what starts this program with these words."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *words]
    return [sys.executable, str(Path(__file__).resolve().parents[1] / "main.py"), *words]
