"""The three-way merge of pieces: what only one side changed is taken, what both changed is opened or clashes."""

from contextlib import suppress
from itertools import chain

import attrs

from canvasdsl.change.merging.ordering import merged_order
from canvasdsl.change.merging.phrases import Disagreed, agreed, merged_head, merged_list
from canvasdsl.change.merging.pieces import Body, Piece, comment_in
from canvasdsl.change.merging.rows import Clash, Opened, Row, Taken
from canvasdsl.change.merging.versions import TOP, Identity, Version, is_nameless, line_identities
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.vocabulary import Table, table_of
from canvasdsl.syntax.nodes import plain_word

__all__ = ["Disagreement", "Doubt", "Merging"]

_NOTHING = Body()
_Three = tuple[Piece | None, Piece | None, Piece | None]
"""A piece in the base, in ours and in theirs."""


class Doubt(Exception):
    """Why a merge is left to git: one sentence for people, without a full stop."""


@attrs.frozen(eq=False)
class Disagreement:
    """A clash with the block in which it stands, from the outside in; `is_named` where one side names what the other
    one took out."""

    clash: Clash
    around: tuple[Piece, ...]
    is_head: bool = False
    is_named: bool = False


class Merging:
    """One merge of three versions; `kept` are blocks that one side took out and the other one names."""

    def __init__(self, base: Version, ours: Version, theirs: Version, kept: frozenset[Identity]) -> None:
        self.base, self.ours, self.theirs = self.versions = base, ours, theirs
        self.kept = kept
        self.disagreements: list[Disagreement] = []
        self._around: list[Piece] = []
        self._unsettled = self._find_unsettled()

    def whole(self) -> tuple[Row, ...]:
        """The rows of the merged text."""
        base, ours, theirs = (version.cutting.whole for version in self.versions)
        return self._rows((base, ours, theirs), TOP, table_of(Canvas))

    def _rows(self, bodies: tuple[Body, Body, Body], home: Identity, table: Table | None) -> tuple[Row, ...]:
        """The rows of one body."""
        pieces = bodies[0].pieces, bodies[1].pieces, bodies[2].pieces
        calls = line_identities(pieces, self.versions, table)
        if any(len(set(each)) < len(each) for each in calls):
            raise Doubt("something is declared twice in it")
        was, here, there = (dict(zip(names, each)) for names, each in zip(calls, pieces))
        rows: list[Row] = []
        for name in merged_order(*calls):
            found = self._wherever(name, home, (was.get(name), here.get(name), there.get(name)))
            if found is not None:
                rows += self._row(found, name, table)
        return tuple(rows)

    def _wherever(self, name: Identity, home: Identity, found: _Three) -> _Three | None:
        """The versions of a piece of this body, wherever a block stands in them; `None` where a side has moved it from
        here to somewhere else."""
        before, here, there = homes = tuple(version.homes.get(name) for version in self.versions)
        if all(each is None for each in homes):
            return found
        if here is None or there is None:
            target = before if here is there else there if here is None else here
        elif before is None and here != there:
            raise Doubt("both sides add a block of one name, each in another place")
        else:
            try:
                target = agreed(before, here, there)
            except Disagreed:
                raise Doubt("both sides move a block, each to another place") from None
        if target != home:
            return None
        base, ours, theirs = (version.found.get(name) for version in self.versions)
        return base, ours, theirs

    def _row(self, found: _Three, name: Identity, table: Table | None) -> list[Row]:
        base, ours, theirs = found
        if ours is None and theirs is None:
            return []
        left = ours or theirs
        assert left is not None
        is_settled = name not in self._unsettled
        if ours is None or theirs is None:
            if base is None:
                return [Taken(left) if is_settled else self._opened(found, left, name, table)]
            if left.said != base.said or self._has_moved(name):
                return [self._clash(found)]
            return [self._clash(found, is_named=True)] if name in self.kept else []
        if is_settled:
            if ours.said == theirs.said:
                return [Taken(theirs if base is not None and ours.layout == base.layout else ours)]
            if base is not None and theirs.said == base.said:
                return [Taken(ours)]
            if base is not None and ours.said == base.said:
                return [Taken(theirs)]
        return [self._both(found, ours, theirs, name, table)]

    def _both(self, found: _Three, ours: Piece, theirs: Piece, name: Identity, table: Table | None) -> Row:
        """A piece that both sides changed."""
        base = found[0]
        if ours.item is None or theirs.item is None:
            return Taken(ours)
        node = self.ours.node(ours)
        if node is not None:
            if is_nameless(node) and len({each.words for each in found if each is not None}) > 2:
                return self._clash(found)
            return self._opened(found, ours, name, table)
        if ours.item.items is not None and theirs.item.items is not None:
            return self._opened(found, ours, name, table)
        piece = self._with_comments(found, ours)
        try:
            words = agreed(base.words if base is not None else None, ours.words, theirs.words)
        except Disagreed:
            field = table.words.get(plain_word(ours.item.name)) if table is not None else None
            if field is None or not field.many:
                return self._clash(found)
            try:
                return Taken(attrs.evolve(piece, core=merged_list(base, ours, theirs)), is_whole=False)
            except Disagreed:
                return self._clash(found)
        taken = ours if words == ours.words else theirs
        return Taken(attrs.evolve(piece, core=taken.core, indent=taken.indent), is_whole=False)

    def _opened(self, found: _Three, piece: Piece, name: Identity, table: Table | None) -> Row:
        """A block with its head and its body merged, each for itself."""
        base, ours, theirs = found
        inner = self._table(piece)
        head: str | None = None
        if ours is None or theirs is None:
            head = piece.head
        else:
            with suppress(Disagreed):
                head = merged_head(base, ours, theirs, inner)
        bodies = tuple(_NOTHING if each is None else each.body for each in found)
        place = len(self.disagreements)
        self._around.append(piece)
        rows = self._rows((bodies[0], bodies[1], bodies[2]), name, inner)
        self._around.pop()
        if head is None and not any(body.pieces for body in bodies):
            return self._clash(found, is_head=True)
        clash = Clash(ours, base, theirs)
        if head is None:
            self.disagreements.insert(place, Disagreement(clash, tuple(self._around), is_head=True))
        openings = [tuple(line.strip() for line in body.opening) for body in bodies]
        opening = bodies[1].opening
        if openings[1] == openings[0]:
            opening = bodies[2].opening
        elif openings[2] not in (openings[0], openings[1]):
            opening += tuple(line for line in bodies[2].opening if line.strip() not in (*openings[0], *openings[1]))
        own = piece.body
        commented = self._with_comments(found, piece)
        is_short = own.is_short or (not own.pieces and all(body.is_short or not body.pieces for body in bodies))
        return Opened(commented, clash if head is None else head, opening, rows, is_short, own.after)

    def _with_comments(self, found: _Three, piece: Piece) -> Piece:
        """A piece with the comments of all versions that nobody took out."""
        base, ours, theirs = found
        if ours is None or theirs is None:
            return piece
        was = [line.strip() for line in base.remarks] if base is not None else []
        here, there = ([line.strip() for line in each.remarks] for each in (ours, theirs))
        remarks = list(ours.remarks)
        if here == was and there != was:
            remarks = list(theirs.remarks)
        elif there != was:
            remarks = [line for line in ours.remarks if line.strip() not in was or line.strip() in there]
            remarks += [line for line in theirs.remarks if line.strip() not in (*was, *here)]
        behind = ours.behind
        before, mine, other = (comment_in(each.behind) if each is not None else "" for each in found)
        if mine == before:
            behind = theirs.behind
        elif other not in (before, mine, ""):
            remarks.append(f"{piece.indent}{other}")
        return attrs.evolve(piece, remarks=tuple(remarks), behind=behind)

    def _table(self, piece: Piece) -> Table | None:
        """The vocabulary of a block."""
        node = next((node for version in self.versions if (node := version.node_of(piece)) is not None), None)
        return table_of(type(node.entity)) if node is not None else None

    def _clash(self, found: _Three, *, is_named: bool = False, is_head: bool = False) -> Clash:
        base, ours, theirs = found
        clash = Clash(ours, base, theirs)
        self.disagreements.append(Disagreement(clash, tuple(self._around), is_head=is_head, is_named=is_named))
        return clash

    def _has_moved(self, name: Identity) -> bool:
        """Whether a side has put a block elsewhere."""
        homes = {version.homes[name] for version in self.versions if name in version.homes}
        return len(homes) > 1

    def _find_unsettled(self) -> frozenset[Identity]:
        """The blocks around one that a side has moved and the other one changed: they can't be taken whole."""
        found: set[Identity] = set()
        for name in self.base.homes:
            if not self._has_moved(name):
                continue
            pieces = [version.found.get(name) for version in self.versions[1:]]
            before = self.base.found[name]
            moved = [version.homes.get(name) != self.base.homes[name] for version in self.versions[1:]]
            if any(piece is not None and not went and piece.said != before.said for piece, went in zip(pieces, moved)):
                found.update(chain.from_iterable(version.around(name) for version in self.versions))
        return frozenset(found)
