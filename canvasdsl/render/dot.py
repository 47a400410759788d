"""The graph of a drawing in the DOT language, for Graphviz and what reads it: names of ours, texts as labels."""

from collections.abc import Iterator

from canvasdsl.render.escape import dot_string
from canvasdsl.views.drawing import Drawing
from canvasdsl.views.graph import ranked

__all__ = ["drawing_dot"]


def drawing_dot(drawing: Drawing) -> str:
    """The DOT document of a drawing that has a graph. The author's words stand in labels alone, as plain text."""
    return "\n".join(_lines(drawing)) + "\n"


def _lines(drawing: Drawing) -> Iterator[str]:
    assert drawing.graph is not None, drawing.view
    graph = ranked(drawing.graph)
    direction = "LR" if graph.direction == "right" else "TB"
    yield "digraph {"
    yield f"  graph [label={dot_string(drawing.title)} labelloc=t rankdir={direction} fontname=Helvetica]"
    yield "  node [shape=box style=rounded fontname=Helvetica fontsize=10]"
    yield "  edge [fontname=Helvetica fontsize=9 arrowsize=0.7]"
    names = {node.name: f"n{number}" for number, node in enumerate(graph.nodes, 1)}
    for node in graph.nodes:
        style = ' style="rounded,dashed"' if node.dashed else ""
        yield f"  {names[node.name]} [label={dot_string(node.label)}{style}]"
    for rank in sorted({node.rank or 0 for node in graph.nodes}):
        same = [names[node.name] for node in graph.nodes if node.rank == rank]
        if len(same) > 1:
            yield f"  {{ rank=same {' '.join(same)} }}"
    for edge in graph.edges:
        said = [f"label={dot_string(edge.label)}"] if edge.label else []
        said += ["style=dashed"] if edge.dashed else []
        how = f" [{' '.join(said)}]" if said else ""
        yield f"  {names[edge.start]} -> {names[edge.end]}{how}"
    yield "}"
