"""The page that checks a chapter against the study."""
