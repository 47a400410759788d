"""Refactorings: the same business in other words. A block gets another id, a segment is split, segments are merged."""
