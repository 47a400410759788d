"""canvasdsl: one text file says what a business is."""

__version__ = "0.1.0"
