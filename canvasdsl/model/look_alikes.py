"""Names that a reader takes for each other."""

import unicodedata
from collections.abc import Iterator

from canvasdsl.diagnostics import Diagnostic, Related, Severity
from canvasdsl.model.names import Declaration, Names
from canvasdsl.model.reading import shortened

__all__ = ["look_alikes"]


def look_alikes(names: Names) -> Iterator[Diagnostic]:
    """Warns of ids of one kind that a reader takes for each other."""
    seen: dict[tuple[str, str], Declaration] = {}
    for declared in (each for declarations in names.by_path.values() for each in declarations.values()):
        path = declared.path
        before = seen.setdefault((declared.kind, _skeleton(path)), declared)
        if before is not declared:
            yield Diagnostic(
                "REF205", Severity.WARNING, shortened(f"`{path}` looks like `{before.path}`"), declared.span,
                help="give one of them a clearly different id", related=(Related(before.span, "its double"),),
                why="Readers will take the one for the other.",
            )  # fmt: skip


_LOOK_ALIKE = str.maketrans("аеорсухіјѕԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορνі_01", "aeopcyxijsdhabezhikmnoptyxaopvi-ol")


def _skeleton(text: str) -> str:
    """What a hasty reader sees."""
    plain = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    return plain.translate(_LOOK_ALIKE).casefold()
