"""Floor 2: what may be written (`vocabulary`), what was meant (`canvas`), and the one way from text to meaning."""
