"""What every page stands on: the open study, actions, jobs, notices, settings, theme."""
