"""The page Survey: what was asked, what was answered, beside the interviews."""
