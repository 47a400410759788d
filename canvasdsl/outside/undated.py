"""The date of a document whose brief has none: archives and Office files want one, and no clock is asked."""

from datetime import UTC, datetime

__all__ = ["UNDATED", "undated_seconds"]

UNDATED = datetime(1970, 1, 1)
"""In PDFs and in the properties of Office files alike. What is packed in the ZIP of an Office file can't bear it: that
form counts from 1980 (`office._PACKED`)."""


def undated_seconds() -> int:
    """The same as seconds since 1970, as the PDF engine counts."""
    return int(UNDATED.replace(tzinfo=UTC).timestamp())
