"""What a view is asked to draw: a model, a block of it, the words to say it in; and the answer that it cannot."""

from collections.abc import Callable
from typing import Any

import attrs

from canvasdsl.figures.blocks import blocks_by_word
from canvasdsl.figures.compute import figure_of, kind_called
from canvasdsl.figures.figure import Figure
from canvasdsl.limits import GRAPH_EDGES, GRAPH_NODES
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import Board, Datasheet, Drawing
from canvasdsl.views.graph import Graph, Layout, Placed
from canvasdsl.views.layered import layered
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.wording import Wording

__all__ = ["Subject", "Undrawn", "View"]


@attrs.frozen
class Undrawn(Exception):
    """A view has nothing to draw: `needs` says in a sentence what to write so that it has."""

    needs: str


@attrs.define
class Subject:
    """A model and the words for it; `block` is the one that a drawing is of, where its view is of one; `layout` places
    what its graphs show."""

    canvas: Canvas
    wording: Wording
    block: Any = None
    layout: Layout = attrs.field(default=layered, kw_only=True)
    say: Phrasing = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.say = Phrasing(self.wording, self.canvas)

    def words(self, key: str, /, **values: object) -> str:
        """The text of a key below `view` in the catalogue."""
        return self.wording(f"view.{key}", **values)

    def counted(self, key: str, number: int, /, **values: object) -> str:
        """The plural form of a key below `view`. Where it would say `1 of 1` or `8 of 8`, the `total` being the number,
        the text of `KEY_sole` or `KEY_all` stands instead, if there is one."""
        if values.get("total") == self.say.whole(number):
            whole = f"{key}_sole" if number == 1 else f"{key}_all"
            if f"view.{whole}" in self.wording.texts:
                return self.words(whole, **values)
        return self.wording.count(f"view.{key}", number, **values)

    def figure(self, name: str, block: Any = None) -> Figure | None:
        """A figure of a block that has a value; `None` where it is absent."""
        kind = kind_called(name)
        assert kind is not None, name
        found = figure_of(self.canvas, kind, block)
        return found if found is not None and found.value is not None else None

    def placed(self, graph: Graph) -> Placed:
        """Where everything in a graph stands. Raises `Undrawn` where it is larger than graphs may be."""
        if graph.is_too_large:
            raise Undrawn(self.words("graph.too_large", nodes=self.say.whole(len(graph.nodes)),
                                     edges=self.say.whole(len(graph.edges)), most=self.say.whole(GRAPH_NODES),
                                     most_edges=self.say.whole(GRAPH_EDGES)))  # fmt: skip
        return self.layout(graph)

    def layout_notes(self, *placed: Placed) -> tuple[str, ...]:
        """What readers should know of how graphs were laid out."""
        return (self.words("graph.simple"),) if any(each.simple for each in placed) else ()

    def drawing(
        self, view: str, board: Board, *, title: str, description: str, table: Datasheet | None = None,
        notes: tuple[str, ...] = (), texts: tuple[tuple[str, str], ...] = (), height: float | None = None,
        graph: Graph | None = None,
    ) -> Drawing:  # fmt: skip
        """What stands on the board as a drawing in the language of the words."""
        return Drawing(
            view=view, title=title, description=description, width=board.width,
            height=board.height if height is None else height, shapes=tuple(board.shapes), table=table, notes=notes,
            as_table=self.words("as_table"),
            language=self.wording.language, direction=self.wording.direction, texts=texts, graph=graph,
        )  # fmt: skip


@attrs.frozen(kw_only=True)
class View:
    """A view: its name in `draw --view`, its ids in the register, its title and the words of the blocks that it needs.

    `of` are the words of blocks of which each has a drawing of its own; without, there is one of the whole model.
    `make` raises `Undrawn` where the model says too little.
    """

    name: str
    register: tuple[str, ...] = ()
    title: str
    needs: tuple[str, ...]
    make: Callable[[Subject], Any]
    of: tuple[str, ...] = ()
    theory: tuple[str, ...] = ()
    """Further entries of the register that it draws."""

    def blocks(self, canvas: Canvas) -> list[Any]:
        """The blocks of which a drawing could be made, in the order of the file; the whole model is `None`."""
        if not self.of:
            return [None]
        found = blocks_by_word(canvas)
        return [block for word in self.of for block, _ in found.get(word, ())]
