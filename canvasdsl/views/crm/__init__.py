"""Views of the management of customer relationships: IDIC, the value chain, layers and predictions."""
