"""The sub-commands: what can be done without a window. Imports no Qt."""
