"""The outlines of the marks that tell segments apart without colour."""

from math import cos, pi, sin

__all__ = ["RING_WIDTH", "mark_polygon"]

RING_WIDTH = 0.42
"""The stroke of a ring, as a share of its radius; its outer edge is the radius."""

_POLYGONS: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)),
    "triangle": ((0.0, -1.08), (1.1, 0.86), (-1.1, 0.86)),
    "diamond": ((0.0, -1.2), (1.1, 0.0), (0.0, 1.2), (-1.1, 0.0)),
    "cross": ((-0.36, -1.08), (0.36, -1.08), (0.36, -0.36), (1.08, -0.36), (1.08, 0.36), (0.36, 0.36), (0.36, 1.08),
              (-0.36, 1.08), (-0.36, 0.36), (-1.08, 0.36), (-1.08, -0.36), (-0.36, -0.36)),
    "wedge": ((0.0, 1.08), (1.1, -0.86), (-1.1, -0.86)),
    "star": tuple(
        (round(radius * sin(point * pi / 5), 3), round(-radius * cos(point * pi / 5), 3))
        for point, radius in enumerate((1.25, 0.55) * 5)
    ),
}


def mark_polygon(mark: str) -> tuple[tuple[float, float], ...] | None:
    """The corners of a mark of radius 1 around its centre; `None` for the round ones, `disc` and `ring`."""
    return _POLYGONS.get(mark)
