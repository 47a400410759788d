"""The tables of the chapter on purchases, for models in tests that name them: `orders.csv` and `survivors.csv`."""

from pathlib import Path

import attrs

from canvasdsl.outside.resolver import Resolver
from canvasdsl.outside.tables import FileTables
from canvasdsl.source import Source, Span

__all__ = ["FOLDER", "SHIPPED"]

FOLDER = Path(__file__).parent.parent / "docs" / "purchases"


class ShippedTables:
    """Reads each of them once for all tests, whatever the model is called."""

    def __init__(self) -> None:
        self.source = Source(str(FOLDER / "shop.bmc"), "")
        self.tables = FileTables(Resolver(self.source))

    def purchases(self, request):
        here = attrs.evolve(request, span=Span(self.source.name, 0, 0))
        return self.tables.resolving(Resolver(self.source)).purchases(here)

    def survivors(self, path, span):
        return self.tables.resolving(Resolver(self.source)).survivors(path, Span(self.source.name, 0, 0))


SHIPPED = ShippedTables()
