"""Drawings of how things hang together: what they show, that they hold many things, and who lays them out."""

import json
import os
import shutil
import subprocess
import sys
import time
from itertools import combinations, pairwise
from random import Random

import pytest
from drawn_views import canvas_of, drawings, drawn, example, labels, sound, subject
from hostility import HOSTILE, everything, marked_texts

from canvasdsl import resources
from canvasdsl.limits import GRAPH_NODES
from canvasdsl.model.canvas import Canvas
from canvasdsl.outside import layout
from canvasdsl.outside.layout import ENGINES, layout_by, placed_by_dot, placed_by_wasm
from canvasdsl.render.dot import drawing_dot
from canvasdsl.views.connections import (
    commitment,
    constituencies,
    exchange,
    feedback_loop,
    influence,
    measurement,
    tools,
    value_map,
)
from canvasdsl.views.graph import Edge, Graph, Node, plan_of, ranked
from canvasdsl.views.layered import layered, settled
from canvasdsl.views.subject import Undrawn

VIEWS = (
    value_map.VIEW, exchange.VIEW, constituencies.VIEW, commitment.VIEW, feedback_loop.VIEW, influence.VIEW,
    measurement.VIEW, tools.VIEW,
)  # fmt: skip


# ---- What they show -------------------------------------------------------------------


def test_the_map_follows_the_links_of_the_author():
    found = value_map.value_map(example("coffee"))
    names = [block.name for block in found.blocks]
    links = {(names[link.start], names[link.end]) for link in found.links}
    assert ("Rent and machine lease", "Bar at the station") in links
    assert ("Bar at the station", "Order ahead, skip the queue") in links
    assert ("Order ahead, skip the queue", "Morning commuters") in links
    assert ("Morning commuters", "Coffee sales") in links
    assert found.apart == ()
    assert {found.columns[names.index(name)] for name in ("Four baristas", "Two growers' cooperatives")} == {0}


def test_what_supports_nothing_stands_apart():
    canvas = canvas_of('segment s "S"\nproposition p "P" { for s }\nresource van "A van"\n'
                       'resource shop "A shop" { supports p }')  # fmt: skip
    found = value_map.value_map(canvas)
    assert [block.name for block in found.apart] == ["A van"]
    drawing = drawn(value_map.VIEW, canvas)
    assert drawing.title == "A van supports nothing in this model yet"
    assert ("Resource", "A van", "nothing", "none") in drawing.table.rows


def test_a_link_bears_the_segments_that_both_ends_serve():
    canvas = canvas_of('segment a "A"\nsegment b "B"\nproposition p "P" { for a }\nproposition q "Q" { for b }\n'
                       'resource r "R" { supports p, q }')  # fmt: skip
    found = value_map.value_map(canvas)
    names = [block.name for block in found.blocks]
    served = {(names[link.start], names[link.end]): link.segments for link in found.links}
    assert served == {("R", "P"): (0,), ("R", "Q"): (1,), ("P", "A"): (0,), ("Q", "B"): (1,)}


def test_the_exchange_of_a_charity_shows_who_gets_without_paying():
    drawing = drawn(exchange.VIEW, example("nonprofit"))
    assert "without paying" in drawing.title and "Children in the villages" in drawing.title
    found = exchange.exchanges(example("nonprofit"))
    kinds = {(flow.kind, flow.start == exchange.BUSINESS) for flow in found.flows}
    assert {("offer", True), ("money", False), ("work", False)} <= kinds


def test_sides_of_a_platform_draw_each_other_in():
    found = exchange.exchanges(example("marketplace"))
    names = [party.name for party in found.parties]
    drawn = {(names[flow.start], names[flow.end]) for flow in found.flows if flow.kind == "draws"}
    assert ("Restaurants with idle kitchens", "Small food makers") in drawn


def test_who_comes_first_stands_in_the_centre_and_employees_outermost():
    found = constituencies.constituencies(example("clinic"))
    rings = {member.block.name: constituencies.RINGS[member.ring] for member in found}
    assert rings["Patients with back, knee or shoulder pain"] == "primary"
    assert rings["Members of the gym"] == "customers"
    assert rings["Health insurers"] == "outside"
    assert rings["Therapists and coaches"] == "inside"


@pytest.mark.parametrize(("opportunism", "holds"), [("1", True), ("7", False), ("4", None)])
def test_marks_are_held_against_the_signs_of_the_theory(opportunism, holds):
    canvas = canvas_of('segment s "S"\nrelationship r "R" { with s; commitment-trust { '
                       f'opportunism {opportunism}; trust 6 }} }}')  # fmt: skip
    marks = canvas.relationships[0].commitment_trust
    found = {(path.cause, path.effect): path.holds for path in commitment.paths(marks)}
    assert found["opportunism", "trust"] is holds
    assert found["communication", "trust"] is None
    title = drawn(commitment.VIEW, canvas).title
    assert {True: "agrees", False: "goes against", None: "too few marks"}[holds] in title


def test_a_loop_is_broken_where_nothing_is_said():
    (loop,) = feedback_loop.loops(example("coffee"))
    assert loop.broken == ("analyse",)
    assert all(not loop.broken for loop in feedback_loop.loops(example("clinic")))
    assert "broken" in drawn(feedback_loop.VIEW, example("coffee")).title


def test_a_force_without_a_response_is_told():
    canvas = canvas_of('force a "Apps" { type technology; impact "fewer calls" }\nforce b "Prices" { response "wait" }')
    assert [each.is_answered for each in influence.influences(canvas)] == [False, True]
    drawing = drawn(influence.VIEW, canvas)
    assert drawing.title == "One force of 2 has no response yet: Apps"
    assert any(label.lines == ("No response yet",) for label in labels(drawing))


def test_market_trends_stand_first():
    found = influence.influences(example("telecom"))
    assert [each.force.type == "market-trend" for each in found] == [True, False, False, False]


def test_goals_lead_to_metrics_and_metrics_to_metrics():
    found = measurement.measurement(example("clinic"))
    seen = {(found.goals[goal].name, found.metrics[metric].name) for goal, metric in found.seen}
    assert ("Members stay", "Members who stay") in seen
    moved = {(found.metrics[start].name, found.metrics[end].name) for start, end, _ in found.drives}
    assert ("Satisfied patients", "Members who stay") in moved


def test_a_goal_without_a_metric_is_told():
    canvas = canvas_of('goal g "Grow"\nmetric m "M" { aim 5% }')
    assert drawn(measurement.VIEW, canvas).title == "No metric shows whether this goal is reached: Grow"


def test_tools_tell_the_channels_that_feed_none():
    found = tools.tool_stack(example("clinic"))
    fed = {found.channels[channel].name for _, channel in found.links}
    assert fed == {"The rooms at the river", "Telephone", "App and website"}
    assert drawn(tools.VIEW, example("clinic")).title.startswith("3 channels of 6 feed no tool")
    assert "no strategy or practice" in drawn(tools.VIEW, example("saas")).title


# ---- Of few and many things ------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 40])
def test_few_and_many_things_are_drawn(count):
    many = range(count)
    text = "\n".join([
        'canvas "Many"', *(f'segment s{n} "Segment {n}" {{ role buyer, payer; gives data }}' for n in many),
        *(f'proposition p{n} "Offer {n}" {{ for s{n} }}' for n in many),
        *(f'party y{n} "Party {n}" {{ role employee }}' for n in many),
        *(f'resource r{n} "Resource {n}" {{ supports p{n} }}' for n in many),
        *(f'revenue v{n} "Revenue {n}" {{ from s{n}; for p{n} }}' for n in many),
        *(f'force f{n} "Force {n}" {{ impact "change {n}"; response "answer {n}" }}' for n in many),
        *(f'metric m{n} "Metric {n}" {{ drives m{n + 1} up }}' for n in range(count - 1)),
        f'metric m{count - 1} "Last"',
        *(f'goal g{n} "Goal {n}" {{ measure m{n} }}' for n in many),
        *(f'channel c{n} "Channel {n}" {{ reaches s{n} }}' for n in many),
        *(f'tool t{n} "Tool {n}" {{ type crm; integrates c{n} }}' for n in many),
        *(f'relationship b{n} "Bond {n}" {{ with s{n}; feedback {{ collects "x" }}; commitment-trust {{ trust 5 }} }}'
          for n in many),
    ])  # fmt: skip
    for view in VIEWS:
        for drawing in drawings(view, canvas_of(text))[:1]:
            sound(drawing)


# ---- Who lays them out ----------------------------------------------------------------


def random_graph(seed: int, *, nodes: int = 40, edges: int = 60, labels: bool = False, ranks: int = 5) -> Graph:
    random = Random(seed)
    width = 50.0 if labels else 70.0
    made = [Node(name=f"n{at}", width=width, height=random.choice([16.0, 28.0, 41.0]), rank=at % ranks)
            for at in range(nodes)]  # fmt: skip
    pairs = {(random.randrange(nodes), random.randrange(nodes)) for _ in range(edges)}
    return Graph(nodes=tuple(made), width=476.0, edges=tuple(
        Edge(start=f"n{a}", end=f"n{b}", width=24.0 if labels else 0.0, height=11.0 if labels else 0.0)
        for a, b in sorted(pairs) if a % ranks != b % ranks
    ))  # fmt: skip


def boxes(graph: Graph, placed) -> list[tuple[float, float, float, float]]:
    found = [(x - node.width / 2, y - node.height / 2, x + node.width / 2, y + node.height / 2)
             for node, (x, y) in zip(graph.nodes, placed.nodes, strict=True)]  # fmt: skip
    found += [(x - edge.width / 2, y - edge.height / 2, x + edge.width / 2, y + edge.height / 2)
              for edge, route in zip(graph.edges, placed.routes, strict=True) if route.label
              for x, y in [route.label]]  # fmt: skip
    return found


@pytest.mark.parametrize("place", [layered, placed_by_wasm, pytest.param(placed_by_dot, marks=pytest.mark.outside)])
@pytest.mark.parametrize("labels", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_a_layout_keeps_everything_apart_and_ways_end_at_borders(place, labels, seed):
    if place is placed_by_dot and shutil.which("dot") is None:
        pytest.skip("no Graphviz")
    graph = random_graph(seed, labels=labels, ranks=3 if labels else 5)
    placed = place(graph)
    found = boxes(graph, placed)
    for one, other in combinations(found, 2):
        assert not (one[0] < other[2] - 0.1 and other[0] < one[2] - 0.1
                    and one[1] < other[3] - 0.1 and other[1] < one[3] - 0.1)  # fmt: skip
    assert all(left > -0.1 and top > -0.1 and right < placed.width + 0.1 and bottom < placed.height + 0.1
               for left, top, right, bottom in found)  # fmt: skip
    frames = {node.name: frame for node, frame in zip(graph.nodes, found, strict=False)}
    for edge, route in zip(graph.edges, placed.routes, strict=True):
        for (x, y), (left, top, right, bottom) in ((route.points[0], frames[edge.start]),
                                                   (route.points[-1], frames[edge.end])):  # fmt: skip
            assert min(abs(x - left), abs(x - right)) < 0.1 and top - 0.1 <= y <= bottom + 0.1
        level = [abs(route.points[0][1] - route.points[1][1]), abs(route.points[-1][1] - route.points[-2][1])]
        assert max(level) < 0.1, "ways leave and arrive level"


@pytest.mark.parametrize("place", [layered, placed_by_wasm])
def test_ways_pass_between_the_nodes(place):
    graph = random_graph(7, nodes=30, edges=40)
    placed = place(graph)
    frames = boxes(graph, placed)
    for edge, route in zip(graph.edges, placed.routes, strict=True):
        for node, (left, top, right, bottom) in zip(graph.nodes, frames, strict=True):
            if node.name not in (edge.start, edge.end):
                assert not any(left + 1 < x < right - 1 and top + 0.5 < y < bottom - 0.5 for x, y in route.points)


def test_a_graph_of_300_nodes_is_laid_out_in_time():
    graph = random_graph(1, nodes=300, edges=500)
    placed_by_wasm(random_graph(1))  # compiles the engine, once for a process
    for place in (placed_by_wasm, layered):
        began = time.process_time()
        placed = place(graph)
        assert time.process_time() - began < 3  # 0.3 s on a quiet machine
        assert len(placed.nodes) == 300 and placed.width <= 476.1


def test_a_graph_that_is_too_large_is_told_so():
    def supporters(count: int) -> Canvas:
        means = "\n".join(f'resource r{n} "R{n}" {{ supports p }}' for n in range(count))
        return canvas_of(f'segment s "S"\nproposition p "P" {{ for s }}\n{means}')

    assert value_map.VIEW.make(subject(supporters(GRAPH_NODES - 2))).graph is not None
    with pytest.raises(Undrawn) as undrawn:
        value_map.VIEW.make(subject(supporters(GRAPH_NODES - 1)))
    assert "at most 500 things and 2,000 links" in undrawn.value.needs


@pytest.mark.parametrize("name", ["clinic", "marketplace", "saas"])
def test_most_things_stand_in_the_order_of_the_file(name):
    """Graphviz may turn a picture upside down; we turn it back."""
    found = exchange.exchanges(example(name))
    for by in (placed_by_wasm, layered):
        (drawing,) = drawings(exchange.VIEW, example(name), by=by)
        heads = [party.name.split()[0] for party in found.parties if party.word == "segment"]
        places = {label.lines[0].split()[0]: label.y for label in labels(drawing) if label.weight > 400}
        turned = [places[one] > places[other] for one, other in pairwise(heads)]
        assert sum(turned) <= len(turned) / 2


def test_circles_and_nodes_of_one_rank_are_laid_out():
    nodes = tuple(Node(name=name, width=60, height=20) for name in "abcd")
    edges = tuple(Edge(start=one, end=other) for one, other in ("ab", "bc", "ca", "dd", "ab"))
    same = Graph(nodes=tuple(Node(name=name, width=60, height=20, rank=0) for name in "ab"), width=476,
                 edges=(Edge(start="a", end="b"), Edge(start="b", end="a", width=30, height=10)))  # fmt: skip
    for graph in (Graph(nodes=nodes, edges=edges, width=476), same, Graph(nodes=(), width=476)):
        for place in (layered, layout_by("graphviz")):
            placed = place(graph)
            assert len(placed.routes) == len(graph.edges)
            assert all(len(route.points) > 1 for route in placed.routes)


def test_ranks_follow_the_edges():
    nodes = tuple(Node(name=name, width=10, height=10) for name in "abcx")
    graph = Graph(nodes=nodes, width=476, edges=tuple(Edge(start=one, end=other) for one, other in ("ab", "bc", "ac")))
    assert [node.rank for node in ranked(graph).nodes] == [0, 1, 2, 0]


def test_down_is_right_turned():
    nodes = tuple(Node(name=name, width=60, height=20) for name in "ab")
    placed = layered(Graph(nodes=nodes, edges=(Edge(start="a", end="b"),), width=476, direction="down", step=30))
    assert placed.nodes == ((30.0, 10.0), (30.0, 60.0))
    assert placed.routes[0].points[0] == (30.0, 20.0) and placed.routes[0].points[-1] == (30.0, 50.0)


def test_wishes_are_met_as_nearly_as_can_be():
    assert settled([0, 0, 0], [10, 10, 10], 2) == [-12, 0, 12]
    assert settled([0, 50], [10, 10], 2) == [0, 50]


def test_engines_get_numbers_and_names_of_ours_alone():
    graph = Graph(nodes=(Node(name='"]evil', width=10, height=10, label="<b>"), Node(name="b", width=10, height=10)),
                  edges=(Edge(start='"]evil', end="b", label="click"),), width=476)  # fmt: skip
    asked = layout.question(plan_of(graph))
    assert "evil" not in asked and "<b>" not in asked and "click" not in asked


def test_without_an_engine_our_own_layout_steps_in_and_the_drawing_says_so(monkeypatch):
    monkeypatch.setattr(layout, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")
    for engine in ("graphviz", "dot"):
        (drawing,) = drawings(value_map.VIEW, example("coffee"), by=layout_by(engine))
        assert drawing.notes == ("Laid out in a simple way, without Graphviz.",)


def test_with_the_engine_the_drawing_says_nothing_of_it():
    (drawing,) = drawings(value_map.VIEW, example("coffee"), by=layout_by("graphviz"))
    assert drawing.notes == ()


def test_an_engine_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(layout, "_FUEL", 1_000_000)
    graph = random_graph(3)
    with pytest.raises(layout.LayoutFailed):
        placed_by_wasm(graph)
    assert layout_by("graphviz")(graph) == layered(graph)


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
@pytest.mark.parametrize("script", ["sleep 60", "exit 3", "echo node n0 x y", "echo graph", "echo node n0 nan nan"])
def test_a_dot_that_hangs_or_fails_or_talks_nonsense_is_survived(script, monkeypatch, tmp_path):
    program = tmp_path / "dot"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(layout, "_SECONDS", 0.5)
    graph = random_graph(3)
    began = time.monotonic()
    assert layout_by("dot")(graph) == layered(graph)
    assert time.monotonic() - began < 20


def test_every_engine_is_asked_by_its_name():
    assert set(ENGINES) == {"graphviz", "dot", "simple"}


def test_two_processes_draw_the_same():
    code = (
        "import sys, hashlib\n"
        "from canvasdsl import resources\n"
        "from canvasdsl.load import load\n"
        "from canvasdsl.outside.layout import layout_by\n"
        "from canvasdsl.render.drawing_svg import drawing_svg\n"
        "from canvasdsl.source import Source\n"
        "from canvasdsl.views.registry import view_called\n"
        "from canvasdsl.views.subject import Subject\n"
        "from canvasdsl.wording import load_wording\n"
        "canvas = load(Source('m', resources.read_text('examples/clinic.bmc')), rules=()).canvas\n"
        "for name in ('value-map', 'exchange', 'measurement', 'constituencies'):\n"
        "    for by in ('graphviz', 'simple'):\n"
        "        subject = Subject(canvas, load_wording(), layout=layout_by(by))\n"
        "        print(hashlib.sha256(drawing_svg(view_called(name).make(subject)).encode()).hexdigest())\n"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")]  # fmt: skip
    assert runs[0] == runs[1] and runs[0].count("\n") == 8


# ---- `.dot` files ---------------------------------------------------------------------


@pytest.mark.outside
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_dot_files_of_hostile_models_are_read_as_they_were_meant(view):
    """Graphviz finds the nodes that are there, and no label is HTML, a link or an attribute."""
    if shutil.which("dot") is None:
        pytest.skip("no Graphviz")
    texts = (*HOSTILE, "\\N \\G \\L", '"]; evil [URL="http://e.org"', "a\\", "<b>x</b>")
    canvas = canvas_of(everything(marked_texts(texts)).replace("status idea", "status tested"))
    for drawing in drawings(view, canvas)[:1]:
        written = drawing_dot(drawing).encode()
        run = subprocess.run(["dot", "-Tjson0"], input=written, capture_output=True, check=False)
        assert run.returncode == 0, run.stderr
        read = json.loads(run.stdout.decode("utf-8", "replace"))
        nodes = [each for each in read["objects"] if "nodes" not in each and each["name"].startswith("n")]
        assert [each["name"] for each in nodes] == [f"n{at}" for at in range(1, len(drawing.graph.nodes) + 1)]
        for each in (*nodes, *read.get("edges", ())):
            assert not {"URL", "href", "target", "tooltip", "image", "shapefile"} & set(each)
        assert subprocess.run(["dot", "-Tplain"], input=written, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("name", ["clinic", "coffee", "marketplace"])
def test_dot_files_say_what_is_joined(name):
    drawing = drawn(value_map.VIEW, example(name))
    written = drawing_dot(drawing)
    assert written.count(" -> ") == len(drawing.graph.edges)
    assert all(encode_dot(node.label) in written for node in drawing.graph.nodes)


def encode_dot(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;").replace("\n", "\\n") + '"'


def draw(*arguments: str, cwd) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "canvasdsl", "draw", str(resources.path("examples/coffee.bmc")), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_draw_writes_the_graph_of_a_view_that_is_one(tmp_path):
    done = draw("--view", "value-map", "-o", "map.dot", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "map.dot").read_text(encoding="utf-8").startswith("digraph {")


def test_draw_says_that_a_poster_is_no_graph(tmp_path):
    done = draw("-o", "poster.dot", cwd=tmp_path)
    assert done.returncode == 2 and "`canvas` is no graph" in done.stderr
    assert not (tmp_path / "poster.dot").exists()


@pytest.mark.parametrize("engine", ["graphviz", "simple"])
def test_the_engine_can_be_chosen(engine, tmp_path):
    done = draw("--view", "exchange", "--engine", engine, "-o", "x.svg", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert ("without Graphviz" in (tmp_path / "x.svg").read_text(encoding="utf-8")) == (engine == "simple")
