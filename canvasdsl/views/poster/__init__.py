"""The canvas as a poster: what stands in it, and where."""
