"""Merging another copy of the study: what comes in is listed, and what both copies say otherwise is asked."""
