"""Rules about numbers that belong to customers and money."""
