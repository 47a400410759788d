"""Reads a model: its files, their meaning, what the rules say about it, and its variants."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from canvasdsl.diagnostics import Diagnostic
from canvasdsl.load.documents import documents_of
from canvasdsl.load.loaded import Loaded, Read, variants_in
from canvasdsl.load.one_model import Asked, model_of, no_collection
from canvasdsl.rules import rules_in
from canvasdsl.rules.rule import Rule
from canvasdsl.source import Source

if TYPE_CHECKING:
    from canvasdsl.model.purchase_data import Tables

__all__ = ["load"]

_NO_SETTINGS: Mapping[str, Decimal] = MappingProxyType({})


def load(
    source: Source, read: Read | None = None, *, said: tuple[Diagnostic, ...] = (),
    rules: tuple[Rule, ...] | None = None, settings: Mapping[str, Decimal] = _NO_SETTINGS,
    tables: "Tables | None" = None,
) -> Loaded:  # fmt: skip
    """Reads a model: its file, the files that it imports, its meaning and what the rules say about it; and the variants
    in its file.

    `said` is what reading the file has found already. Without `read`, imports and variants of other files are passed
    over; without `rules`, those of a draft are asked. `settings` are the thresholds of the project. `tables` reads the
    files beside the model (see `model.purchase_data.Tables`); without it they are passed over.
    """
    asked = Asked(read, rules_in("draft") if rules is None else rules, settings, tables)
    written = documents_of(source, read)
    if not variants_in(written.documents[0]):
        return model_of(written, said, asked)
    from canvasdsl.load.variants import with_variants

    with no_collection():
        return with_variants(written, said, asked)
