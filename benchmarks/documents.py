"""How long documents take: the largest brief as HTML and PDF in one cold process, each view cold, a map of 300 nodes.

Ratios are against `python -c "import lark, attrs"`, by turns, so that the machine cancels out.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from canvasdsl.load import load
from canvasdsl.outside.layout import layout_by
from canvasdsl.source import Source
from canvasdsl.views.connections import value_map
from canvasdsl.views.registry import VIEWS
from canvasdsl.views.subject import Subject, Undrawn
from canvasdsl.wording import load_wording

__all__ = ["report"]

ROOT = Path(__file__).parent.parent
LARGEST = ROOT / "examples" / "clinic.bmc"
NODES = 300
_BASE = ("-c", "import lark, attrs")
_START = ("-m", "canvasdsl", "draw", "--list")
"""What each drawing waits for before it begins."""
_ROUNDS, _SLOWEST = 5, 5


def report() -> str:
    """The brief, the slowest and the median view, and the map."""
    with TemporaryDirectory() as folder:
        return "\n".join([_brief(Path(folder)), *_views(Path(folder)), _map()])


def _brief(folder: Path) -> str:
    outputs = [part for name in ("brief.html", "brief.pdf") for part in ("-o", str(folder / name))]
    command = ("-m", "canvasdsl", "brief", str(LARGEST), *outputs)
    pairs = [(_seconds(command), _seconds(_BASE)) for _ in range(_ROUNDS)]
    ours = statistics.median(pair[0] for pair in pairs)
    ratio = statistics.median(ours / base for ours, base in pairs)
    return f"  HTML and PDF brief of {LARGEST.name}: {ours:.2f} s (under 2.5), {ratio:.1f} times `import lark, attrs`"


def _views(folder: Path) -> list[str]:
    """Each view of the largest example in a process of its own, without the start-up that all have; the slowest are
    measured again."""
    found = sorted((_view(view, folder, 1) for view in _drawn()), reverse=True)
    slowest = sorted((_view(view, folder, _ROUNDS) for *_, view in found[:_SLOWEST]), reverse=True)
    middle = found[len(found) // 2]
    return [
        *(f"  view {view:>16}: {seconds * 1e3:4.0f} ms (under 300), {ratio:.2f} times the start-up"
          for seconds, ratio, view in slowest),
        f"  the middle one of {len(found)} views: {middle[0] * 1e3:.0f} ms, {middle[1]:.2f} times the start-up",
    ]  # fmt: skip


def _view(view: str, folder: Path, rounds: int) -> tuple[float, float, str]:
    command = ("-m", "canvasdsl", "draw", str(LARGEST), "--view", view, "-o", str(folder / "view.svg"))
    pairs = [(_seconds(command), _seconds(_START)) for _ in range(rounds)]
    return (statistics.median(ours - start for ours, start in pairs),
            statistics.median(ours / start for ours, start in pairs), view)  # fmt: skip


def _drawn() -> list[str]:
    """The views that have something to draw of the largest example."""
    canvas, wording = load(Source(LARGEST.name, LARGEST.read_text(encoding="utf-8")), rules=()).canvas, load_wording()
    names = []
    for view in VIEWS:
        for block in view.blocks(canvas):
            try:
                view.make(Subject(canvas, wording, block))
            except Undrawn:
                continue
            names.append(view.name)
            break
    return names


def _map() -> str:
    """The map of value of a model with many blocks, from its text to its places; the engine is compiled before."""
    canvas = load(Source("many.bmc", _many()), rules=()).canvas
    subject = Subject(canvas, load_wording(), layout=layout_by("graphviz"))
    _, first = _drawing(subject)
    drawing, again = _drawing(subject)
    nodes = len(drawing.graph.nodes) if drawing.graph is not None else 0
    return f"  map of {nodes} nodes: {first:.2f} s the first time, {again:.2f} s again (under 1)"


def _drawing(subject: Subject):  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    drawing = value_map.VIEW.make(subject)
    return drawing, time.perf_counter() - start


def _many() -> str:
    """So many blocks, each joined with one or two others."""
    each = NODES // 4
    lines = ['canvas "Many"']
    for number in range(each):
        lines += [
            f'segment s{number} "Segment {number}"', f'proposition p{number} "Offer {number}" {{ for s{number} }}',
            f'revenue v{number} "Revenue {number}" {{ from s{number} }}',
            f'resource r{number} "Resource {number}" {{ supports p{number}, p{(number * 7 + 3) % each} }}',
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _seconds(command: tuple[str, ...]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - start
