"""Rules about the nine blocks and how they fit together."""
