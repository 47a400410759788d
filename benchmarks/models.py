"""The texts to measure with: realistic models, and longer ones grown from them with names of their own."""

from pathlib import Path

from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.source import Source

__all__ = ["grown", "sources"]

HERE = Path(__file__).parent
_SHORTEST = 60
"""Examples below so many lines are too small to say anything about mistakes in real models."""


def sources() -> dict[str, str]:
    """The models by name: those of `benchmarks/models/` and the larger ones of `examples/`."""
    found = {}
    for path in [*sorted((HERE / "models").glob("*.bmc")), *sorted((HERE.parent / "examples").glob("*.bmc"))]:
        text = path.read_text(encoding="utf-8")
        loaded = load(Source(path.name, text))
        if text.count("\n") >= _SHORTEST and not loaded.has_errors and not loaded.canvas.imports:
            found[path.stem] = text
    return found


def grown(text: str, lines: int) -> str:
    """The model repeated until it has about `lines` lines; each copy has ids and titles of its own."""
    canvas = load(Source("grown", text)).canvas
    copies = max(1, round(lines / (text.count("\n") + 1)))
    return text + "".join("\n" + _copy(text, canvas, number) for number in range(2, copies + 1))


def _copy(text: str, canvas: Canvas, number: int) -> str:
    """The text with another name for each block; what stands once in a model, as its heading does, is left out."""
    edits: dict[tuple[int, int], str] = {}
    for block in canvas.index.blocks.values():
        for value in block.item.phrases[0][:2]:
            edits[value.start, value.end] = _renamed(value.text, number)
    for links in canvas.index.links_to.values():
        for link in links:
            start, end = link.reference.span.start, link.reference.span.end
            edits[start, end] = _renamed(text[start:end], number)
    for single in (canvas.heading, canvas.crm, canvas.value_chain):
        if single is not None:
            item = single.item
            edits = {(start, end): new for (start, end), new in edits.items() if not item.start <= start < item.end}
            edits[item.start, item.end] = ""
    parts = []
    at = 0
    for (start, end), new in sorted(edits.items()):
        parts += [text[at:start], new]
        at = end
    return "".join(parts) + text[at:]


def _renamed(name: str, number: int) -> str:
    if name[0].isalpha():
        return ".".join(f"{part}-{number}" for part in name.split("."))
    return name if name[0].isdigit() or name.startswith('"""') else f"{name[:-1]} {number}{name[-1]}"
