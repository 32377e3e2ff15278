"""How two copies of a study become one: what was done since they were one, what comes in, what is asked."""
