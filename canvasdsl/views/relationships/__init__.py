"""Views of who is served how: matrices, journeys, stairs and phases."""
