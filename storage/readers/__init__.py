"""One module per format that comes in; each gives the same plain Document."""
