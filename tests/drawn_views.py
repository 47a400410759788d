"""Models to draw, the drawings of views, and what is true of every sound drawing: shared by all `test_views*.py`."""

import re
from collections.abc import Collection
from functools import cache
from typing import Any

from drawings import apart, inside, small, words_of
from hostility import HOSTILE, everything, marked_texts

from canvasdsl import resources, theory
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.walking import texts_in
from canvasdsl.source import Source
from canvasdsl.views import registry
from canvasdsl.views.drawing import Drawing, Label
from canvasdsl.views.graph import Layout
from canvasdsl.views.layered import layered
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.wording import Wording, load_wording, pseudo

__all__ = [
    "EXAMPLES", "LONG", "MARKED", "TEXTS", "THING_NAMES", "VIEWS", "WORDS", "block_of", "canvas_of", "drawings",
    "drawn", "example", "hostile", "labels", "sound", "subject", "unmarked_words",
]  # fmt: skip

WORDS = load_wording()
MARKED = pseudo(WORDS)
"""Every text of ours between `⟦` and `⟧`."""
EXAMPLES = tuple(sorted(path.stem for path in resources.path("examples").glob("*.bmc")))
VIEWS: tuple[View, ...] = tuple(view for view in registry.VIEWS if view.name != "canvas")
"""All but the poster, which is no drawing of one kind and has tests of its own."""

LONG = ("The cooperative buys directly from small growers in three valleys and pays a premium that is fixed each "
        "spring, whatever the market does, and it says so on every bag that leaves the roastery")  # fmt: skip
THING_NAMES = (
    "A very long name of a thing that somebody sells to somebody else, with commas, and more words than fit, " * 2,
    "متجر صغير يبيع القهوة للمسافرين في الصباح", "קפה לנוסעים", "咖啡店在火车站为通勤者提供快速服务",
    "e\u0301\u0301a\u0325\u0308\u0301 \U0001f3f3\ufe0f\u200d\U0001f308 \U0001f469\u200d\U0001f467", "…",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikantenverband", "x",
)  # fmt: skip
"""What things may be called, in models where one text names them all."""
SCRIPTS = (
    *THING_NAMES,
    "مقهى على ضفة النهر يعرف كل زبون باسمه", "العربية and English עברית", "ש" * 30, "مقهى المحطة في الصباح",
    "毎朝、駅のホームでコーヒーを待つ通勤客のための店です。「いつもの」で通じます。",
    "👩\u200d👩\u200d👧\u200d👦 咖啡店的常客和他們的朋友",
    "👩\u200d👩\u200d👧 families 🇩🇪 👍🏽 1️⃣", "e\u0301a\u0323\u0302 x\u0331y\u0303", "e\u0301\u0302" * 20,
    "An unusually long name that goes on and on, with Wortungetümen wie Donaudampfschifffahrtsgesellschaft " * 2,
    "W" * 200, "W" * 120, "i", " ", "?!",
)  # fmt: skip
TEXTS: dict[str, tuple[str, ...]] = {"hostile": HOSTILE, "scripts": SCRIPTS, "long": (LONG,), "huge": (LONG * 3,)}
"""What an author may write in any field, by what is hard about it."""


def canvas_of(text: str) -> Canvas:
    """The model, which has no mistakes of the language; no rule is asked."""
    loaded = load(Source("model.bmc", text), rules=())
    assert not loaded.has_errors, [each.message for each in loaded.diagnostics]
    return loaded.canvas


@cache
def example(name: str) -> Canvas:
    """A shipped example."""
    return canvas_of(resources.read_text(f"examples/{name}.bmc"))


@cache
def hostile(texts: str, *, idea: bool) -> Canvas:
    """A model that says everything, in the words of `TEXTS`; it is all ideas, or nothing in it is one."""
    text = everything(marked_texts(TEXTS[texts]))
    return canvas_of(text if idea else text.replace("status idea", "status tested"))


def block_of(canvas: Canvas, word: str, id: str) -> Any:
    """A block by its kind and its id in full."""
    return canvas.index.blocks[word, id]


def subject(canvas: Canvas, block: Any = None, words: Wording = WORDS) -> Subject:
    """What a view is asked to draw."""
    return Subject(canvas, words, block)


def drawings(
    view: View, canvas: Canvas, words: Wording = WORDS, *, by: Layout = layered, most: int | None = None
) -> list[Drawing]:  # fmt: skip
    """All that a view draws of a model, or the first few; where it draws nothing it says what to write."""
    found: list[Drawing] = []
    for block in view.blocks(canvas):
        if len(found) == most:
            break
        try:
            found.append(view.make(Subject(canvas, words, block, layout=by)))
        except Undrawn as undrawn:
            assert undrawn.needs.count("`") >= 2, (view.name, undrawn.needs)
    return found


def drawn(view: View | str, canvas: Canvas, block: Any = None) -> Drawing:
    """The one drawing of a view, or that of the block."""
    if isinstance(view, str):
        view = registry.view_called(view)
    if block is not None:
        return view.make(subject(canvas, block))
    (drawing,) = drawings(view, canvas)
    return drawing


def labels(drawing: Drawing) -> list[Label]:
    """The paragraphs of a drawing."""
    return [shape for shape in drawing.shapes if isinstance(shape, Label)]


def sound(drawing: Drawing) -> None:
    """Nothing leaves the board or lies on something else; it says what is to be seen, and once more as a table."""
    view = drawing.view
    assert inside(drawing) == [], view
    assert apart(drawing) == [], view
    assert small(drawing) == [], view
    assert drawing.title.strip() and drawing.description.strip(), view
    assert drawing.table is not None and drawing.table.rows, view
    assert {len(row) for row in drawing.table.rows} == {len(drawing.table.columns)}, view
    # The texts of hostile models stand between two `q`.
    assert all("{" not in text.replace("{mrr}", "") or "q" in text for text in words_of(drawing)), view


def unmarked_words(drawing: Drawing, text: str, *, more: Collection[str] = ()) -> list[str]:
    """What a drawing in the words of `MARKED` says without a mark, and neither the author of `text` nor `more` says.

    Ids of the register and currencies have no mark either.
    """
    own, found = _own_texts(text) | {"".join(each.split()) for each in more}, []
    longest_first = sorted(own, key=len, reverse=True)
    for said in words_of(drawing):
        rest = _unmarked("".join(said.split())).strip()
        if rest in own:
            continue
        for each in longest_first:
            rest = rest.replace(each, " ")
        words = [word for word in re.findall(r"[^\W\d_]{2,}", _unmarked(said))
                 if word not in text and not any(word in each for each in own)]  # fmt: skip
        if words or any(map(str.isalpha, rest)):
            found.append(said)
    return found


@cache
def _own_texts(text: str) -> frozenset[str]:
    """The texts of the model, its currencies and the ids of the register, without blanks: where lines break is open."""
    said = {each for _, each in texts_in(canvas_of(text))} | {entry.id for entry in theory.entries()}
    return frozenset("".join(each.split()) for each in said | {"CHF", "EUR", "USD", "GBP"} if each.strip())


def _unmarked(text: str) -> str:
    """The text without what stands between `⟦` and `⟧`, also one in the other."""
    depth, rest = 0, []
    for character in text:
        depth += {"⟦": 1, "⟧": -1}.get(character, 0)
        rest.append(character if depth == 0 and character != "⟧" else " ")
    return "".join(rest)
