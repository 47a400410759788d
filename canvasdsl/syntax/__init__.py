"""Floor 1: text to `Document`, and back in canonical form. Knows items, phrases, values and braces, no vocabulary."""
