"""The canvas as one sheet: nothing empty, nothing crowded, short names, something tested (T-BMC-0, T-BMC-1)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import BLOCKS
from canvasdsl.rules.parts import decided, listed
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]

_BEGUN = 3
"""From so many kinds of blocks on a file without segments has not just begun."""
_MANY = {
    "segment": "segments", "proposition": "propositions", "channel": "channels", "relationship": "relationships",
    "revenue": "revenues", "resource": "resources", "activity": "activities", "partner": "partners", "cost": "costs",
}  # fmt: skip
_TESTED = frozenset(("tested", "validated"))


def _empty(canvas: Canvas) -> Iterator[Finding]:
    """One finding for the whole sheet, without the kinds of which an item was not understood. An idea fills a block: it
    is drawn. Of segments BMC702 speaks, once there is something to serve them with."""
    missing = [word for word in BLOCKS if not canvas.blocks(word) and word not in canvas.lost]
    if _is_without_segments(canvas):
        missing.remove("segment")
    if missing:
        yield Finding(
            about=canvas.heading,
            message=f"the canvas has {listed([f'no {word}' for word in missing])}",
            help=f'write what you know, even if it is a guess: `{missing[0]} … "…"`'
            + (", and so on" if len(missing) > 1 else ""),
            absent=("canvas", "import", *missing),
        )


def _without_segments(canvas: Canvas) -> Iterator[Finding]:
    if _is_without_segments(canvas):
        yield Finding(
            about=canvas.heading,
            message="no segment is declared: nothing says for whom all this is",
            help='begin with the group that needs it most: `segment commuters "Morning commuters"`',
            absent=("segment",),
        )


def _is_without_segments(canvas: Canvas) -> bool:
    if canvas.segments or "segment" in canvas.lost:
        return False
    return sum(bool(canvas.blocks(word)) for word in BLOCKS) >= _BEGUN


def _crowded(canvas: Canvas) -> Iterator[Finding]:
    most = int(canvas.threshold("items"))
    for word in BLOCKS:
        blocks = list(decided(canvas.blocks(word)))
        if len(blocks) > most:
            yield Finding(
                about=canvas.heading,
                message=f"the canvas has {len(blocks)} {_MANY[word]}, and a block with more than about {most} is hard "
                "to read",
                help="keep those without which the model fails, join those that belong together, and mark what comes "
                "later `status idea`",
                span=blocks[most].here,
            )


def _sentences(canvas: Canvas) -> Iterator[Finding]:
    most = int(canvas.threshold("title-length"))
    for word in BLOCKS:
        for block in decided(canvas.blocks(word)):
            if len(block.title or "") > most:
                yield Finding(
                    about=block,
                    message=f"the {word} is named in {len(block.title)} characters, and a note on the canvas holds "
                    f"about {most}",
                    help='give it a name of a few words, and say the rest in it: `note "…"`',
                    span=block.here,
                )


def _nothing_tested(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once hypotheses or assumptions are declared as such."""
    blocks = [*canvas.assumptions, *(block for word in BLOCKS for block in canvas.blocks(word))]
    guess = next((block for block in blocks if block.status == "hypothesis" or block.word == "assumption"), None)
    if guess is None or any(block.status in _TESTED or getattr(block, "evidence", ()) for block in blocks):
        return
    yield Finding(
        about=canvas.heading,
        message="nothing in the model is tested: all of it is still hypothesis",
        help="test what matters most, and write what was seen: `evidence DATE survey weak \"…\"`, `status tested`",
        span=guess.place("status") if guess.status else guess.here,
        absent=("status", "evidence"),
    )


RULES = (
    Rule(
        code="BMC701",
        name="empty-block",
        severity=Severity.WARNING,
        promoted=True,
        profiles=("final", "graded"),
        summary="Some of the nine blocks of the canvas are empty",
        why="The nine blocks depend on each other: what you have not decided in one of them is decided by chance.",
        theory=("T-BMC-0", "T-BMC-1"),
        register=(),
        check=_empty,
    ),
    Rule(
        code="BMC702",
        name="canvas-without-segments",
        severity=Severity.WARNING,
        promoted=True,
        summary="No segment is declared, and other blocks are filled",
        why="All other blocks depend on whom the business serves: without customers nobody can judge them.",
        theory=("T-BMC-1",),
        register=(),
        check=_without_segments,
    ),
    Rule(
        code="BMC703",
        name="crowded-block",
        severity=Severity.HINT,
        summary="A block of the canvas has more than about eight items",
        why="A canvas is a sketch to think and talk with; a block that lists everything shows nothing.",
        theory=("T-BMC-0",),
        register=(),
        check=_crowded,
    ),
    Rule(
        code="BMC704",
        name="sentence-as-title",
        severity=Severity.HINT,
        summary="An item of the canvas is named with a sentence",
        why="Names of a few words can be read from the back of the room, and said in a talk.",
        theory=("T-BMC-0",),
        register=(),
        check=_sentences,
    ),
    Rule(
        code="BMC705",
        name="nothing-tested",
        severity=Severity.HINT,
        profiles=("final", "graded"),
        summary="All items of the model are still hypotheses",
        why="A canvas is a set of guesses until somebody has looked; what nobody tested may be wrong in the place "
        "that matters.",
        theory=("T-BMC-0", "T-BMC-13"),
        register=(),
        check=_nothing_tested,
    ),
)
