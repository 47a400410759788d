"""What many drawings have in common: axes, grids, quadrants, cards, strips."""
