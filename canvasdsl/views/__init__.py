"""Drawings as data: what stands where, before any format."""
