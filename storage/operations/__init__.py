"""One small function per act of the researcher."""
