"""Rules about the management of customer relationships."""
