"""Views of who is meant, what they want, and how they are won."""
