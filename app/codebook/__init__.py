"""The codebook: the panel of codes, the selected passage, the quick picker, the page of entries."""
