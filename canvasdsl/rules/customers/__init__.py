"""Rules about what customers value, think and feel."""
