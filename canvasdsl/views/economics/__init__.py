"""Views of what a customer is worth and what the business earns."""
