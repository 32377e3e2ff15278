"""The import page: a table of what was understood of the files, corrected before anything is stored."""
