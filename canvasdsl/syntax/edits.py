"""Applies edits to texts: fixes whole or not at all, and never two that touch the same place."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence

import attrs

from canvasdsl.diagnostics import Edit, Fix

__all__ = ["Fixed", "apply_edits", "apply_fixes"]


@attrs.frozen
class Fixed:
    """What came of fixes: the texts that changed, by source, the fixes that were applied, and those that were not."""

    texts: dict[str, str]
    applied: tuple[Fix, ...]
    left: tuple[Fix, ...]


def apply_fixes(texts: Mapping[str, str], fixes: Iterable[Fix]) -> Fixed:
    """The texts of several sources with all fixes that do not touch an earlier one; `texts` holds them by name.

    A fix is left where one of its edits overlaps an edit of an earlier fix, or inserts where that one inserts, since
    nobody could tell which goes first; or where it speaks of a source that is not among `texts`. To apply those too,
    load the result and ask again.
    """
    taken: dict[str, list[Edit]] = {name: [] for name in texts}
    applied: list[Fix] = []
    left: list[Fix] = []
    for fix in fixes:
        if all(edit.span.source in texts and _is_free(edit, taken[edit.span.source]) for edit in fix.edits):
            for edit in fix.edits:
                insort(taken[edit.span.source], edit, key=_place)
            applied.append(fix)
        else:
            left.append(fix)
    changed = {name: apply_edits(texts[name], edits) for name, edits in taken.items() if edits}
    return Fixed({name: text for name, text in changed.items() if text != texts[name]}, tuple(applied), tuple(left))


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """`text` after all `edits`, whose spans are offsets in `text`; insertions at one place go in as they come.

    Raises `ValueError` when edits overlap or reach beyond the text: that is a mistake of whoever made them.
    """
    parts = []
    at = 0
    for edit in sorted(edits, key=_place):
        start, end = edit.span.start, edit.span.end
        if not at <= start <= end <= len(text):
            raise ValueError(f"the edit of {start} to {end} overlaps another one or reaches beyond the text")
        parts += [text[at:start], edit.text]
        at = end
    return "".join(parts) + text[at:]


def _place(edit: Edit) -> tuple[int, int]:
    """Sorts an insertion before the replacement of what follows it."""
    return edit.span.start, edit.span.end


def _is_free(edit: Edit, taken: Sequence[Edit]) -> bool:
    """Whether an edit touches none of `taken`, which are sorted and do not overlap."""
    start, end = edit.span.start, edit.span.end
    at = bisect_left(taken, (start, end), key=_place)
    if at < len(taken):
        following = taken[at].span
        if following.start < end or (following.start == start and following.end == end):
            return False
    return at == 0 or taken[at - 1].span.end <= start
