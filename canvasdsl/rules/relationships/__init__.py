"""Rules about relationships and the ties that keep them."""
