"""A version of a text for a merge: its pieces, and which block of it is which block of the others."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from types import MappingProxyType

import attrs

from canvasdsl.change.matching import Node, Pairing
from canvasdsl.change.merging.pieces import Cutting, Piece
from canvasdsl.diagnostics import Diagnostic
from canvasdsl.load import Loaded, Reading, load
from canvasdsl.model.vocabulary import Table
from canvasdsl.source import Source, Span
from canvasdsl.syntax.document import Document
from canvasdsl.syntax.nodes import plain_word
from canvasdsl.syntax.written import canonical_item, canonical_phrase

__all__ = [
    "TOP", "Identity", "Version", "alone", "document_of", "given_other_titles", "identities", "is_nameless",
    "line_identities", "version",
]  # fmt: skip

Identity = Hashable
"""What a block is called by all versions."""
_AROUND, _FILE, _OTHERS = "around.bmc", "model.bmc", "others.bmc"
_NOBODY: Mapping[Node, int] = MappingProxyType({})
_LONGEST = 1_000
"""Lists of more lines are compared by what stands in them alone."""
TOP: Identity = ()
"""The whole of a model."""


@attrs.frozen(eq=False)
class Version:
    """One of the three texts. `nodes` are its blocks by where they stand, `identities` what they are called."""

    loaded: Loaded
    cutting: Cutting
    identities: Mapping[int, Identity]
    nodes: Mapping[int, Node]
    found: dict[Identity, Piece] = attrs.field(init=False, factory=dict)
    """The pieces of blocks, wherever they stand."""
    homes: dict[Identity, Identity] = attrs.field(init=False, factory=dict)
    """The blocks in which they stand."""

    def __attrs_post_init__(self) -> None:
        queue = [(TOP, self.cutting.whole.pieces)]
        for home, pieces in queue:
            for piece in pieces:
                identity = self.identity(piece)
                if identity is not None:
                    self.found[identity] = piece
                    self.homes[identity] = home
                    queue.append((identity, piece.body.pieces))

    def identity(self, piece: Piece) -> Identity | None:
        """What the block of a piece is called, if it is one."""
        return self.identities.get(piece.item.start) if piece.item is not None else None

    def around(self, name: Identity) -> Iterator[Identity]:
        """The blocks around one, the innermost first."""
        at = self.homes.get(name)
        while at is not None and at != TOP:
            yield at
            at = self.homes.get(at)

    def node_of(self, piece: Piece) -> Node | None:
        """The block of a piece of this version; `None` for those of others."""
        return self.node(piece) if piece.cutting is self.cutting else None

    def node(self, piece: Piece) -> Node | None:
        """The block of a piece, if it is one."""
        return self.nodes.get(piece.item.start) if piece.item is not None else None


def identities(
    pairing: Pairing, known: Mapping[int, Identity] | None = None, instead: Mapping[Node, int] = _NOBODY
) -> dict[Node, Identity]:
    """What the blocks of the new model are called: as their partner in the old one, whose names are `known` by where
    they stand, else by the block around them, their word and their name. Without `known`, those of the old model
    itself. `instead` are the places of old blocks that are as good as partners."""
    tree = pairing.old if known is None else pairing.new
    found: dict[Node, Identity] = {tree: TOP}
    for node in tree.all_inside():
        place = instead.get(node)
        if known is not None and node.partner is not None:
            place = node.partner.entity.item.start
        if known is not None and place is not None:
            found[node] = known[place]
        else:
            assert node.parent is not None
            name = node.label if node.is_named else _content(node)
            found[node] = (found[node.parent], node.word, name, node.number)
    return found


def given_other_titles(ours: Pairing, theirs: Pairing) -> tuple[dict[Node, int], dict[Node, int]]:
    """The blocks without an id to which both sides have given another title, each with the place of the old one: as
    many have gone from one block as each side has put there."""
    found: tuple[dict[Node, int], dict[Node, int]] = {}, {}
    for here, there in zip((ours.old, *ours.old.all_inside()), (theirs.old, *theirs.old.all_inside())):
        if here.partner is None or there.partner is None:
            continue
        for word in here.children:
            left = [_untitled(node.children.get(word, ())) for node in (here, there, here.partner, there.partner)]
            places = [[node.entity.item.start for node in nodes] for nodes in left[:2]]
            if places[0] == places[1] and len(left[0]) == len(left[2]) == len(left[3]):
                for at, place in enumerate(places[0]):
                    found[0][left[2][at]] = found[1][left[3][at]] = place
    return found


def _untitled(nodes: Iterable[Node]) -> list[Node]:
    """The blocks without partner that have a title and no id."""
    return [node for node in nodes if node.partner is None and node.is_named and node.label and not node.entity.id]


def _content(node: Node) -> Hashable:
    """What a block without a name says; blocks that must be told from others by nothing else."""
    return "" if type(node.entity).singular else canonical_item(node.entity.item)


def is_nameless(node: Node) -> bool:
    """Whether a block is known by what it says alone."""
    return not type(node.entity).singular and not (node.is_named and node.label)


def version(loaded: Loaded, name: str, called: Mapping[Node, Identity]) -> Version:
    """The text that was read `alone`, with its blocks as they are `called`."""
    starts = {node.entity.item.start: node for node in called if node.parent is not None}
    names = {start: called[node] for start, node in starts.items()}
    return Version(loaded, Cutting(document_of(loaded), name), names, starts)


def alone(text: str) -> Loaded:
    """A text as a part of a model whose other files nobody reads: a name that it does not declare may stand there."""
    part = Source(_FILE, text)

    def read(path: str, span: Span) -> Reading:
        return _Part(part if span.source == _AROUND and path == _FILE else Source("", ""))

    return load(Source(_AROUND, f'import "{_FILE}"\nimport "{_OTHERS}"\n'), read, rules=())


@attrs.frozen
class _Part:
    """The text, or one that nobody reads."""

    source: Source
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def readable(self) -> bool:
        return bool(self.source.name)


def document_of(loaded: Loaded) -> Document:
    """The Document of a text that was read `alone`."""
    return next(document for document in loaded.documents if document.source.name == _FILE)


def line_identities(
    bodies: tuple[tuple[Piece, ...], ...], versions: tuple[Version, ...], table: Table | None
) -> tuple[list[Identity], ...]:
    """What the pieces of one body are called in each version: blocks by their identity, properties by their word, and
    where a word stands in several lines, by what they say and where they stand among each other."""
    named: list[list[Identity | None]] = []
    groups: list[dict[str, list[int]]] = []
    for pieces, version in zip(bodies, versions):
        here: list[Identity | None] = []
        grouped: dict[str, list[int]] = {}
        for place, piece in enumerate(pieces):
            identity = version.identity(piece)
            here.append(identity)
            if identity is None:
                grouped.setdefault(_word(piece, table), []).append(place)
        named.append(here)
        groups.append(grouped)
    for word in dict.fromkeys(word for grouped in groups for word in grouped):
        places = [grouped.get(word, []) for grouped in groups]
        if word != "#" and all(len(each) <= 1 for each in places) and (places[0] or not _is_list(word, table)):
            calls: Iterator[list[Identity]] = iter([[(word,)] * len(each) for each in places])
        else:
            calls = iter(_by_content([[pieces[at] for at in each] for pieces, each in zip(bodies, places)], word))
        for here, each, call in zip(named, places, calls):
            for at, identity in zip(each, call):
                here[at] = identity
    return tuple([identity for identity in here if identity is not None] for here in named)


def _is_list(word: str, table: Table | None) -> bool:
    """Whether a property may stand in several lines."""
    field = table.words.get(word) if table is not None else None
    return field is not None and field.many


def _by_content(lines: list[list[Piece]], word: str) -> list[list[Identity]]:
    """Lines of one word: those that say the same, each time that it is said; of the base's others, those in whose place
    another one stands."""
    said = [_counted(pieces) for pieces in lines]
    base = [(word, content) for content in said[0]]
    found: list[list[Identity]] = [list(base)]
    for contents in said[1:]:
        calls: list[Identity] = [(word, content) for content in contents]
        if word != "#" and max(len(contents), len(said[0])) <= _LONGEST:
            matcher = SequenceMatcher(None, said[0], contents, autojunk=False)
            for kind, start, end, other, last in matcher.get_opcodes():
                if kind == "replace" and end - start == last - other:
                    gone = [at for at in range(start, end) if said[0][at] not in contents]
                    come = [at for at in range(other, last) if contents[at] not in said[0]]
                    if len(gone) == len(come):
                        for was, now in zip(gone, come):
                            calls[now] = base[was]
        found.append(calls)
    return found


def _counted(pieces: list[Piece]) -> list[Hashable]:
    """What each piece says, and for which time."""
    met: dict[Hashable, int] = {}
    found: list[Hashable] = []
    for piece in pieces:
        said = canonical_item(piece.item) if piece.item is not None else piece.remarks
        met[said] = met.get(said, 0) + 1
        found.append((said, met[said]))
    return found


def _word(piece: Piece, table: Table | None) -> str:
    """The word of a line as the vocabulary has it; `#` for comments."""
    if piece.item is None:
        return "#"
    field = table.words.get(plain_word(piece.item.name)) if table is not None else None
    word = field.name if field is not None else piece.item.name
    if piece.item.items is not None and piece.item.phrases:  # a variant is no block of the model
        return f"{word} {canonical_phrase(piece.item.phrases[0][:1])}"
    return word
