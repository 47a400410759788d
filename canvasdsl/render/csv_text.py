"""Rows as CSV text, without a file; user text comes through `escape.csv_cell`."""

import csv
from collections.abc import Iterable, Sequence

__all__ = ["csv_text"]


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """The rows, each ended by a line feed, quoted where they must be."""
    lines = _Lines()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return "".join(lines)


class _Lines(list[str]):
    """What `csv` writes to."""

    write = list.append
