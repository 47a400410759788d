"""Floor 7: what teachers and classes use: where the theory lives, what a model uses of it, study cards."""
