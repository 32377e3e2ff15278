"""The study file: open, perform, undo; its tables, journal, lock, restore points, migrations."""
