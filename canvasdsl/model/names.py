"""Who is called what: gathers the ids of all files before anything is lowered, and resolves references to them."""

import unicodedata
from collections.abc import Iterable, Iterator

import attrs

from canvasdsl.diagnostics import Diagnostic, Related, Severity
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.reading import Misread, Reader, closest
from canvasdsl.model.vocabulary import Table, table_of
from canvasdsl.source import Span
from canvasdsl.syntax.nodes import Item, Value
from canvasdsl.syntax.tables import TEXT, WORD
from canvasdsl.syntax.written import decode

__all__ = ["Declaration", "Names"]


@attrs.frozen
class Declaration:
    """A block that has a name: its kind, its id in full, and where it stands. `title` names it where it has no id."""

    kind: str
    path: str
    span: Span
    item: Item

    @property
    def shown(self) -> str:
        """The name as a reference writes it."""
        return self.path if _is_word(self.path.rpartition(".")[2]) else f'"{self.path}"'


class Names:
    """All declared names of a model."""

    def __init__(self) -> None:
        self.by_path: dict[tuple[str, str], Declaration] = {}
        self.by_last: dict[str, list[Declaration]] = {}
        self.by_title: dict[str, list[Declaration]] = {}
        self.paths: dict[tuple[str, int], str] = {}
        """The id in full of the block that is written at a place of a file."""
        self.diagnostics: list[Diagnostic] = []
        self.lost: list[str] = []
        """The kinds of items whose names could not be read: a reference may mean one of them."""

    def gather(self, items: Iterable[Item], file: str, table: Table, parent: str = "") -> None:
        """Takes in the names that these items declare, and those inside them."""
        for item in items:
            field = table.words.get(item.name)
            cls = field.entity if field else None
            if cls is None:
                if field is None:
                    near = closest(item.name, tuple(table.words))
                    meant = table.words[near].entity if near else None
                    self.lost.append(near or "")
                    cls = meant
                if cls is None:
                    continue
            path = parent
            inner = table_of(cls)
            if inner.slots and inner.slots[0].name == "id":
                name = self._declare(item, file, cls, parent)
                path = name or parent
            if item.items:
                self.gather(item.items, file, inner, path)

    def _declare(self, item: Item, file: str, cls: type[Entity], parent: str) -> str:
        first = item.phrases[0][0] if item.phrases else None
        title = next((value for value in item.phrases[0] if value.kind == TEXT), None) if item.phrases else None
        if first is None or first.kind not in (WORD, TEXT) or not first.text or "." in first.text and first.kind == WORD:
            if item.broken:
                self.lost.append(cls.word)
            return ""
        if first.kind == TEXT and item.broken:
            self.lost.append(cls.word)
        name = decode(first) if first.kind == TEXT else _normal(first.text)
        path = f"{parent}.{name}" if parent else name
        span = Span(file, first.start, first.end)
        declared = Declaration(cls.word, path, span, item)
        before = self.by_path.get((cls.word, path))
        if before is not None:
            self._twice(declared, before, first)
        else:
            self.by_path[(cls.word, path)] = declared
            self.by_last.setdefault(name, []).append(declared)
            if title is not None:
                self.by_title.setdefault(decode(title), []).append(declared)
        self.paths[(file, item.start)] = path
        return path

    def _twice(self, declared: Declaration, before: Declaration, first: Value) -> None:
        kind = "id" if first.kind == WORD else "title"
        self.diagnostics.append(
            Diagnostic(
                "REF202", Severity.ERROR, f"a {declared.kind} with the {kind} {_quoted(first)} is already declared",
                declared.span, help="give one of them another id", related=(Related(before.span, "first declared here"),),
                why="A reference to it could mean either.",
            )
        )  # fmt: skip

    def knows(self, value: Value, kinds: tuple[str, ...], reader: Reader) -> bool:
        """Whether a value names a block of one of these kinds."""
        return bool(self._candidates(value, kinds, reader.scope))

    def _candidates(self, value: Value, kinds: tuple[str, ...], scope: tuple[str, ...]) -> list[Declaration]:
        if value.kind == TEXT:
            return [found for found in self.by_title.get(decode(value), ()) if found.kind in kinds]
        name = _normal(value.text)
        by_path = self.by_path
        for parent in scope:  # local ids first, from the inside out
            for kind in kinds:
                found = by_path.get((kind, f"{parent}.{name}"))
                if found is not None:
                    return [found]
        exact = [found for kind in kinds if (found := by_path.get((kind, name))) is not None]
        if exact:
            return exact
        head, dot, rest = name.partition(".")
        if dot:
            if head in kinds and (found := by_path.get((head, rest))) is not None:
                return [found]
            return [
                found for found in self.by_last.get(name.rpartition(".")[2], ())
                if found.kind in kinds and (found.path.endswith("." + name) or f"{found.kind}.{found.path}" == name)
            ]
        return [found for found in self.by_last.get(name, ()) if found.kind in kinds]

    def resolve(self, value: Value, kinds: tuple[str, ...], reader: Reader) -> Reference:
        """The block that `value` names among those of `kinds`."""
        span = reader.span(value.start, value.end)
        found = self._candidates(value, kinds, reader.scope)
        if len(found) == 1:
            return Reference(found[0].kind, found[0].path, span)
        if found:
            self._ambiguous(value, found)
        return self._missing(value, kinds, span, reader)

    def _ambiguous(self, value: Value, found: list[Declaration]) -> None:
        same_kind = len({each.kind for each in found}) == 1
        names = [each.path if same_kind else f"{each.kind}.{each.path}" for each in found]
        raise Misread(
            "REF203", f"{_quoted(value)} may mean {' or '.join(f'`{name}`' for name in names[:4])}",
            value.start, value.end, help=f"write `{names[0]}`",
            related=tuple(Related(each.span, "one is declared here") for each in found[:4]),
        )  # fmt: skip

    def _missing(self, value: Value, kinds: tuple[str, ...], span: Span, reader: Reader) -> Reference:
        if any(not lost or lost in kinds for lost in self.lost):
            return Reference("", value.text, span)
        kind = kinds[0] if len(kinds) == 1 else ", ".join(kinds[:-1]) + " or " + kinds[-1]
        others = [
            found for found in (
                self.by_title.get(decode(value), ()) if value.kind == TEXT else self.by_last.get(_normal(value.text), ())
            )
        ]  # fmt: skip
        if others:
            other = others[0]
            raise Misread(
                "REF204", f"{_quoted(value)} is a {other.kind}, and here stands a {kind}", value.start, value.end,
                help=f"name a {kind}", related=(Related(other.span, f"the {other.kind} is declared here"),),
            )  # fmt: skip
        if value.kind == TEXT:
            known = tuple(title for title, found in self.by_title.items() if any(each.kind in kinds for each in found))
            from difflib import get_close_matches

            near = get_close_matches(decode(value), known, n=1, cutoff=0.7)
            meant = f'"{near[0]}"' if near else None
        else:
            known = tuple(name for name, found in self.by_last.items() if any(each.kind in kinds for each in found))
            near_name = closest(value.text, known)
            meant = near_name
        article = "an" if kind[0] in "aeiou" else "a"
        some = ", ".join(f"`{name}`" for name in known[:6])
        help = f"did you mean `{meant}`?" if meant else (
            f"declared are {some}" if some else f"declare it: `{kinds[0]} {value.text}`"
        )
        raise Misread(
            "REF201", f"there is no {kind} {_quoted(value)}", value.start, value.end, help=help,
            fix=reader.replace(f"write `{meant}`", value.start, value.end, meant) if meant else None,
        )  # fmt: skip

    def look_alikes(self) -> Iterator[Diagnostic]:
        """Warns of ids of one kind that a reader takes for each other."""
        seen: dict[tuple[str, str], Declaration] = {}
        for (kind, path), declared in self.by_path.items():
            key = (kind, _skeleton(path))
            before = seen.setdefault(key, declared)
            if before is not declared:
                yield Diagnostic(
                    "REF205", Severity.WARNING, f"`{path}` looks like `{before.path}`", declared.span,
                    help="give one of them a clearly different id", related=(Related(before.span, "its double"),),
                    why="Readers will take the one for the other.",
                )  # fmt: skip


_LOOK_ALIKE = str.maketrans("аеорсухіјѕԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορνі_", "aeopcyxijsdhabezhikmnoptyxaopvi-")


def _skeleton(text: str) -> str:
    """What a hasty reader sees."""
    plain = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    return plain.translate(_LOOK_ALIKE).casefold().replace("0", "o").replace("1", "l")


def _normal(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _is_word(text: str) -> bool:
    return bool(text) and all(sign.isalnum() or sign in "-_" or not sign.isascii() for sign in text)


def _quoted(value: Value) -> str:
    return f"`{value.text}`"
