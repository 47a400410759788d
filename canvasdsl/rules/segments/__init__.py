"""Rules about who the customers are."""
