"""Files that arrive: what was understood of them, put right, and what comes of it; nothing is stored here."""
