"""Measures what the product promises: `python -m benchmarks` prints ratios of one run. Nothing here is a test."""
