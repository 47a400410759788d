"""What is proved of every refactoring of segments before it is given back, and the comments that it writes."""

from collections import Counter
from collections.abc import Mapping

from canvasdsl.change.difference import changes_between
from canvasdsl.change.patching import load_again
from canvasdsl.change.refactoring.named_blocks import Key
from canvasdsl.change.refactoring.results import Refused
from canvasdsl.change.refactoring.variant_names import names_in_variants, parts_of
from canvasdsl.change.reference_texts import reference_texts
from canvasdsl.diagnostics import Edit, Severity
from canvasdsl.load import Loaded
from canvasdsl.rules import rules_in
from canvasdsl.source import Span
from canvasdsl.syntax.edits import apply_edits
from canvasdsl.syntax.parser import parse

__all__ = ["commented", "hurt_variant", "lost_comments", "proved"]


def proved(old: Loaded, texts: Mapping[str, str], wanted: Loaded) -> Loaded | Refused:
    """The model that the texts are, if it means what is `wanted`, has every comment of the old one and no new errors,
    neither of the language nor of rules."""
    again = load_again(old, texts)
    if changes_between(wanted.canvas, again.canvas) or again.has_errors:
        return Refused("the comments could not be kept without a change of the meaning")
    hurt = hurt_variant(old, again)
    if hurt is not None:
        return hurt
    lost = _comments(old) - _comments(again)
    if lost:
        return Refused(f"the comment `{next(iter(lost))}` would be lost")
    if len({found.message for found in again.diagnostics if found.code == "REF205"}) > len(
        {found.message for found in load_again(old, {}).diagnostics if found.code == "REF205"}
    ):
        alike = next(found for found in again.diagnostics if found.code == "REF205")
        return Refused(alike.message, "choose an id that nobody takes for another")
    known = _errors(old)
    new = {code: said for code, said in _errors(again).items() if code not in known}
    if new:
        return Refused("the result would have errors that the model has not", "change what they speak of first",
                       more=tuple(f"{code}: {said}" for code, said in new.items()))  # fmt: skip
    return again


def hurt_variant(old: Loaded, new: Loaded) -> Refused | None:
    """What a variant of a model says of a block that is no more, or what would be wrong with it; `None` if nothing."""
    gone = {key: (key[0], f"{key[1]}-") for key in old.canvas.index.blocks if key not in new.canvas.index.blocks}
    named = next(names_in_variants(old, (reference_texts(part.canvas) for part in parts_of(old)), gone), None)
    if named is not None:
        said = old.sources[named.span.source].text[named.span.start : named.span.end]
        return Refused(f"a variant speaks of `{said}`, which would be no more", "change the variant first", named.span)
    for before, after in zip(old.variants, new.variants):
        wrong = next((each for each in after.loaded.diagnostics if each.of_language), None)
        if wrong is not None and after.loaded.has_errors and not before.loaded.has_errors:
            return Refused(f"the variant `{after.title}` would not be understood: {wrong.message}")
    return None


def _errors(loaded: Loaded) -> dict[str, str]:
    """What rules call an error, by the code: what was wrong with one segment may be wrong with each part of it."""
    judged = load_again(loaded, {}, rules=rules_in("draft"))
    return {each.code: each.message for each in judged.diagnostics if each.severity is Severity.ERROR}


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
    return Counter(comment.text.rstrip() for source in loaded.files for comment in parse(source).comments)

