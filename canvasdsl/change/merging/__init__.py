"""Three versions of one text made one again, on the identity of blocks: see `merge`."""
