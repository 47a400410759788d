"""What both sides of a merge changed, in words: "both changed the price of `cups`: `3 EUR` here, `4 EUR` there"."""

from canvasdsl.change.matching import Node
from canvasdsl.change.merging.pieces import Piece
from canvasdsl.change.merging.three_way import Disagreement
from canvasdsl.change.merging.versions import Version
from canvasdsl.model.names import name_and_title
from canvasdsl.model.vocabulary import table_of
from canvasdsl.syntax.nodes import Item, plain_word
from canvasdsl.syntax.tables import TEXT
from canvasdsl.syntax.written import canonical_name, canonical_phrase, decode

__all__ = ["in_words"]

_LONGEST = 60


def in_words(disagreement: Disagreement, versions: tuple[Version, ...]) -> str:
    """One sentence without a full stop: `here` is ours, `there` is theirs."""
    clash = disagreement.clash
    piece = clash.ours or clash.theirs or clash.base
    assert piece is not None
    node = next((node for version in versions if (node := version.node_of(piece)) is not None), None)
    around = _name(disagreement.around[-1], versions) if disagreement.around else ""
    if node is not None and clash.ours is not None and clash.theirs is not None:
        name = _name(clash.base or piece, versions)
        if disagreement.is_head:
            heads = _parts(clash.ours, node), _parts(clash.theirs, node)
            differing = [part for part in heads[0] if heads[0][part] != heads[1][part]]
            if len(differing) == 1 and differing[0] != "head":
                part = differing[0]
                here, there = (f"`{_shortened(head[part])}`" if head[part] else "none" for head in heads)
                return f"both changed the {part} of {name}: {here} here, {there} there"
            return f"both changed the head of {name}: {_head(clash.ours)} here, {_head(clash.theirs)} there"
        inside = f" in {around}" if around else ""
        return f"both changed {name}{inside}: {_shown(clash.ours)} here, {_shown(clash.theirs)} there"
    is_block = node is not None or (piece.item is not None and piece.item.items is not None)
    what = _name(piece, versions) if is_block else _property(disagreement, piece, versions)
    if clash.ours is not None and clash.theirs is not None:
        does = "both changed" if clash.base is not None else "both wrote"
        return f"{does} {what}: {_value(clash.ours)} here, {_value(clash.theirs)} there"
    gone, left = ("here", "there") if clash.ours is None else ("there", "here")
    if disagreement.is_named:
        return f"{what} was taken out {gone} and is named {left}"
    now = "" if is_block else f" to {_value(piece)}"
    return f"{what} was taken out {gone} and changed{now} {left}"


def _property(disagreement: Disagreement, piece: Piece, versions: tuple[Version, ...]) -> str:
    """`the price of revenue cups`; of what is a list, whose word is mostly no noun, `for in proposition coffee`."""
    word = _word(piece)
    if not disagreement.around:
        return f"`{word}`"
    holder = disagreement.around[-1]
    node = next((node for version in versions if (node := version.node_of(holder)) is not None), None)
    field = table_of(type(node.entity)).words.get(plain_word(word)) if node is not None else None
    around = _name(holder, versions)
    return f"`{word}` in {around}" if field is not None and field.many else f"the {word} of {around}"


def _name(piece: Piece, versions: tuple[Version, ...]) -> str:
    """What a block is called: its word with its title, its id or the first words of its head."""
    assert piece.item is not None
    node = next((node for version in versions if (node := version.node_of(piece)) is not None), None)
    word = canonical_name(piece.item)
    if node is None:
        first = piece.item.phrases[0][0] if piece.item.phrases else None
        return f"{word} `{_shortened(decode(first) if first.kind == TEXT else first.text)}`" if first else f"`{word}`"
    table = table_of(type(node.entity))
    id, title = name_and_title(piece.item, table) if table.has_id else (None, None)
    if title is not None:
        return f"{word} `{_shortened(decode(title))}`"
    label = id.text if id is not None else node.label
    return f"{word} `{_shortened(label)}`" if label else f"`{word}`"


def _parts(piece: Piece, node: Node) -> dict[str, str]:
    """The id and the title in the head of a block, and all else."""
    assert piece.item is not None
    table = table_of(type(node.entity))
    id, title = name_and_title(piece.item, table) if table.has_id else (None, None)
    rest = [value.text for phrase in piece.item.phrases for value in phrase if value is not id and value is not title]
    return {
        "id": id.text if id is not None else "", "title": decode(title) if title is not None else "",
        "head": " ".join([canonical_name(piece.item), *rest]),
    }  # fmt: skip


def _word(piece: Piece) -> str:
    return canonical_name(piece.item) if piece.item is not None else "comment"


def _value(piece: Piece) -> str:
    """What a property says."""
    assert piece.item is not None
    text = ", ".join(canonical_phrase(phrase) for phrase in piece.item.phrases)
    return f"`{_shortened(text)}`" if text else "nothing more"


def _head(piece: Piece) -> str:
    assert piece.item is not None
    phrases = ", ".join(canonical_phrase(phrase) for phrase in piece.item.phrases)
    return f"`{_shortened(f'{canonical_name(piece.item)} {phrases}'.rstrip())}`"


def _shown(piece: Piece) -> str:
    """A block in one line."""
    assert piece.item is not None
    return f"`{_shortened(_line(piece.item))}`"


def _line(item: Item) -> str:
    head = f"{canonical_name(item)} {', '.join(canonical_phrase(phrase) for phrase in item.phrases)}".rstrip()
    return head if item.items is None else f"{head} {{ {'; '.join(map(_line, item.items))} }}"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
