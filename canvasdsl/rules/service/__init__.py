"""Rules about how customers are reached and served."""
