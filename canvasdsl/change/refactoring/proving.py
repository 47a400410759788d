"""What is proved of every refactoring of segments before it is given back, and the comments that it writes."""

from collections import Counter
from collections.abc import Mapping

from canvasdsl.change.difference import changes_between
from canvasdsl.change.patching import load_again
from canvasdsl.change.refactoring.named_blocks import Key
from canvasdsl.change.refactoring.results import Refused
from canvasdsl.diagnostics import Edit, Severity
from canvasdsl.load import Loaded
from canvasdsl.rules import rules_in
from canvasdsl.source import Span
from canvasdsl.syntax.edits import apply_edits

__all__ = ["commented", "proved", "lost_comments"]


def proved(old: Loaded, texts: Mapping[str, str], wanted: Loaded) -> Loaded | Refused:
    """The model that the texts are, if it means what is `wanted`, has every comment of the old one and no new errors,
    neither of the language nor of rules."""
    again = load_again(old, texts)
    if changes_between(wanted.canvas, again.canvas) or again.has_errors:
        return Refused("the comments could not be kept without a change of the meaning")
    lost = _comments(old) - _comments(again)
    if lost:
        return Refused(f"the comment `{next(iter(lost))}` would be lost")
    if len({found.message for found in again.diagnostics if found.code == "REF205"}) > len(
        {found.message for found in load_again(old, {}).diagnostics if found.code == "REF205"}
    ):
        alike = next(found for found in again.diagnostics if found.code == "REF205")
        return Refused(alike.message, "choose an id that nobody takes for another")
    before, after = _errors(old), _errors(again)
    new = after - before
    if new:
        return Refused("the result would have errors that the model has not", "change what they speak of first",
                       more=tuple(new))  # fmt: skip
    return again


def _errors(loaded: Loaded) -> Counter[str]:
    """What rules call an error, by code and what it says of which block."""
    judged = load_again(loaded, {}, rules=rules_in("draft"))
    return Counter(f"{each.code}: {each.message}" for each in judged.diagnostics if each.severity is Severity.ERROR)


def commented(loaded: Loaded, remarks: Mapping[Key, list[str]]) -> dict[str, str]:
    """The texts with lines of comment above some blocks."""
    edits: dict[str, list[Edit]] = {}
    for key, lines in remarks.items():
        block = loaded.canvas.index.blocks[key]
        text = loaded.sources[block.file].text
        start = block.item.start
        line = text.rfind("\n", 0, start) + 1
        indent = text[line:start]
        at, before, gap = (line, "", indent) if not indent.strip() else (start, "\n", "")
        if lines:
            written = before + "".join(f"{gap}{each}\n" for each in lines)
            edits.setdefault(block.file, []).append(Edit(Span(block.file, at, at), written))
    return {name: apply_edits(loaded.sources[name].text, some) for name, some in edits.items()}


def lost_comments(old: Loaded, new: Loaded) -> list[str]:
    """The comments that stood in what was taken out, in their order."""
    lost = _comments(old) - _comments(new)
    lines = []
    for document in old.documents:
        for comment in document.comments:
            if lost[comment.text.rstrip()] > 0:
                lost[comment.text.rstrip()] -= 1
                lines.append(comment.text.rstrip())
    return lines


def _comments(loaded: Loaded) -> Counter[str]:
    return Counter(comment.text.rstrip() for document in loaded.documents for comment in document.comments)

