"""Floor 6: what moved between two models, in their meaning: the changes, the edits that make them, what follows."""
