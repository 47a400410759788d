"""Views of how things hang together: graphs of exchange, influence, tools and partners."""
