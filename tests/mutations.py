"""Changes to a model's text that break one thing: blocks taken out, properties taken out or written anew, lines added.

Each works on the spans of the Document, so that the rest of the text stays as it is, and each ends in a text without
unknown names: what referred to something taken out is taken out as well. A mutation is a function from text to text; it
gives `None` where it does not apply.
"""

from collections.abc import Callable

from tables import SHIPPED

from canvasdsl.load import Loaded, load
from canvasdsl.rules import RULES
from canvasdsl.source import Source
from canvasdsl.syntax.nodes import Item
from canvasdsl.syntax.parser import parse

__all__ = [
    "Mutation", "blocks", "codes", "first_only", "in_all", "in_first", "loaded", "plus", "renamed", "then", "where",
    "without", "without_blocks",
]  # fmt: skip

Mutation = Callable[[str], str | None]
_ROUNDS = 40


def loaded(text: str) -> Loaded:
    """All rules are asked, those of the profiles final and graded too."""
    return load(Source("model.bmc", text), rules=RULES, tables=SHIPPED)


def codes(text: str) -> list[str]:
    return sorted(found.code for found in loaded(text).diagnostics)


def blocks(text: str, *words: str) -> list[Item]:
    """The items at the top with one of these words, in order."""
    return [item for item in parse(Source("model.bmc", text)).items if item.name in words]


# ---- Taking out ---------------------------------------------------------------


def without_blocks(*words: str, keep: int = 0) -> Mutation:
    """Takes out the blocks with these words, but the first `keep`, and all that refers to them."""

    def mutate(text: str) -> str | None:
        cut = [(item.start, item.end, "") for item in blocks(text, *words)[keep:]]
        return _mended(_replaced(text, cut)) if cut else None

    return mutate


def without(word: str, *properties: str) -> Mutation:
    """Takes the properties out of all blocks of this word, wherever the blocks stand."""

    def mutate(text: str) -> str | None:
        cut = [
            (inner.start, inner.end, "")
            for item in _all_items(text) if item.name == word
            for inner in item.items or () if inner.name in properties
        ]  # fmt: skip
        return _mended(_replaced(text, cut)) if cut else None

    return mutate


# ---- Writing --------------------------------------------------------------------


def in_all(word: str, lines: str, *instead_of: str) -> Mutation:
    """Writes lines into all blocks of this word at the top, in the place of the properties named."""
    return _written(word, lines, instead_of, None)


def in_first(word: str, lines: str, *instead_of: str) -> Mutation:
    """The same for the first block alone."""
    return _written(word, lines, instead_of, 1)


def plus(lines: str) -> Mutation:
    """Adds lines at the end of the file; `{segment}` stands for the id of the first segment, and so on."""

    def mutate(text: str) -> str | None:
        filled = _filled(text, lines)
        return None if filled is None else f"{text}\n{filled}\n"

    return mutate


def _written(word: str, lines: str, instead_of: tuple[str, ...], many: int | None) -> Mutation:
    def mutate(text: str) -> str | None:
        items = blocks(text, word)[:many]
        new = _filled(text, lines)
        if new is None:
            return None
        changes = []
        for item in items:
            changes += [
                (inner.start, inner.end, "") for inner in item.items or () if inner.name in instead_of
            ]  # fmt: skip
            if item.items is None:
                changes.append((item.head_end, item.head_end, f" {{ {new} }}"))
            else:
                changes.append((item.end - 1, item.end - 1, f"; {new} "))
        return _mended(_replaced(text, changes)) if changes else None

    return mutate


def _filled(text: str, lines: str) -> str | None:
    """`{segment}` is the id of the first segment, `{segments}` are those of all; `None` where there is none."""
    for word in ("segment", "proposition", "channel", "relationship", "revenue", "resource", "activity"):
        if f"{{{word}" not in lines:
            continue
        names = [item.phrases[0][0].text for item in blocks(text, word) if item.phrases]
        if not names:
            return None
        lines = lines.replace(f"{{{word}}}", names[0]).replace(f"{{{word}s}}", ", ".join(names))
    return lines


# ---- Combining ------------------------------------------------------------------


def then(*mutations: Mutation) -> Mutation:
    """One after the other; those that do not apply are passed over, but the last."""

    def mutate(text: str) -> str | None:
        *before, last = mutations
        for each in before:
            text = each(text) or text
        return last(text)

    return mutate


def where(condition: Callable[[Loaded], object], mutation: Mutation) -> Mutation:
    """Only for models of which the condition holds."""
    return lambda text: mutation(text) if condition(loaded(text)) else None


def first_only(word: str, *properties: str) -> Mutation:
    """Takes the properties out of the first block that has one of them."""

    def mutate(text: str) -> str | None:
        for item in blocks(text, word):
            cut = [(inner.start, inner.end, "") for inner in item.items or () if inner.name in properties]
            if cut:
                return _mended(_replaced(text, cut))
        return None

    return mutate


# ---- Renaming ---------------------------------------------------------------------


def renamed(text: str) -> str:
    """All ids and titles become neutral words, the same everywhere; nothing else changes."""
    canvas = loaded(text).canvas
    changes: dict[int, tuple[int, int, str]] = {}
    new: dict[tuple[str, str], str] = {}
    for number, (key, block) in enumerate(canvas.index.blocks.items()):
        new[key] = f"n{number}"
        values = block.item.phrases[0] if block.item.phrases else ()
        if block.id is not None:
            changes[values[0].start] = (values[0].start, values[0].end, new[key])
        title = next((value for value in values if value.text[:1] in '"“„«'), None)
        if title is not None:
            changes[title.start] = (title.start, title.end, f'"Title {number}"')
    for key, links in canvas.index.links_to.items():
        block = canvas.index.blocks[key]
        name = new[key] if block.id is not None else changes[block.here.start][2]
        for link in links:
            span = link.reference.span
            whole = text[span.start : span.end]
            parts = whole.split(".")
            if block.id is not None and len(parts) > 1 and not whole.startswith('"'):
                parent = canvas.index.blocks.get(_parent(key, canvas))
                kind_first = parts[0] == key[0] and parent is None
                first = parts[0] if kind_first else new[parent.key] if parent else ""
                name = f"{first}.{new[key]}" if first else new[key]
            changes[span.start] = (span.start, span.end, name)
    if canvas.heading is not None and canvas.heading.title:
        here = canvas.heading.here
        changes[here.start] = (here.start, here.end, '"Title"')
    return _replaced(text, list(changes.values()))


def _parent(key, canvas):
    """The key of the block in which a nested one stands."""
    path = key[1].rpartition(".")[0]
    return next((other for other in canvas.index.blocks if path and other[1] == path), ("", ""))


# ---- Text -------------------------------------------------------------------------


def _replaced(text: str, changes: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _all_items(text: str) -> list[Item]:
    found = list(parse(Source("model.bmc", text)).items)
    for item in found:
        found.extend(item.items or ())
    return found


def _mended(text: str) -> str:
    """The text without the phrases that name something that is gone."""
    for _ in range(_ROUNDS):
        wrong = [found.span for found in loaded(text).diagnostics if found.code in ("REF201", "REF204")]
        if not wrong:
            return text
        cut = set()
        items = _all_items(text)
        for span in wrong:
            item = min((each for each in items if each.start <= span.start < each.end), key=lambda e: e.end - e.start)
            place = next((n for n, each in enumerate(item.phrases) if each[0].start <= span.start < each[-1].end), 0)
            if len(item.phrases) < 2:
                cut.add((item.start, item.end, ""))
            elif place:
                cut.add((item.phrases[place - 1][-1].end, item.phrases[place][-1].end, ""))
            else:
                cut.add((item.phrases[0][0].start, item.phrases[1][0].start, ""))
        starts = sorted(cut)
        apart = [each for n, each in enumerate(starts) if not n or each[0] >= starts[n - 1][1]]
        text = _replaced(text, apart)
    raise AssertionError("the mutation leaves names that lead nowhere")
