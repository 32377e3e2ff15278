"""The joint display: survey and interviews side by side, strand by strand."""
