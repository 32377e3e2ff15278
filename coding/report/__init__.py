"""A report as plain blocks: what it is made of, and the parts that a researcher puts together."""
