"""The passages behind numbers, and all passages."""
