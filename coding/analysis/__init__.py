"""Tables in, tables out: what is read out of the codings."""
