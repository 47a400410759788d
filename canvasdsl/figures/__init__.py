"""Arithmetic: what is computed from a model's numbers, as pure functions with their formula and source."""
