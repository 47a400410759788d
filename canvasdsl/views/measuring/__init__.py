"""Views of where the business goes and what it rests on, and of the theory that it uses."""
