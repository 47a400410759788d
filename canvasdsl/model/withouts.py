"""`without`: what a variant takes out of its model, and what to say where that is not there."""

from collections.abc import Iterable

from canvasdsl.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from canvasdsl.limits import MESSAGES_SHOWN, MISTAKES
from canvasdsl.model.codes import why_of
from canvasdsl.model.laid_bodies import Body, Entry, Named, field_of, id_and_title, is_property, normal
from canvasdsl.model.laid_heads import head_of
from canvasdsl.model.reading import article, as_written, closest, shortened
from canvasdsl.model.vocabulary import Field, table_of
from canvasdsl.source import Source, Span
from canvasdsl.syntax.nodes import Item, Value, plain_word
from canvasdsl.syntax.tables import TEXT, WORD
from canvasdsl.syntax.written import canonical_phrase, decode

__all__ = ["Withouts"]

_MOST_SHOWN = 4


class Withouts:
    """Reads the `without` lines of one variant; adds to `found` what is wrong, to `removed` what goes, each name with
    the place where it is said."""

    def __init__(self, source: Source, found: list[Diagnostic], removed: dict[str, Span]) -> None:
        self.source = source
        self.found = found
        self.removed = removed

    def take_out(self, items: Iterable[Item], body: Body, holder: Entry | None) -> frozenset[str]:
        """Takes out of a body what the items name; returns the words of properties among it, which may stand in the
        head of `holder` too."""
        words: set[str] = set()
        for item in items:
            if not item.phrases or item.items is not None:
                wrong = "has no block of its own" if item.phrases else "says nothing"
                self._say("TYP110", f"`without` {wrong}", (item.start, item.start + len(item.name)),
                          "name what the variant has not: `without walk-ins`")  # fmt: skip
            for phrase in item.phrases:
                self._one(phrase, body, holder, words)
        return frozenset(words)

    def _one(self, phrase: tuple[Value, ...], body: Body, holder: Entry | None, words: set[str]) -> None:
        at = phrase[0].start, phrase[-1].end
        if len(phrase) > 1 or phrase[0].kind not in (WORD, TEXT):
            self._of_a_kind(phrase, body, at)
            return
        value = phrase[0]
        name = decode(value) if value.kind == TEXT else normal(value.text)
        blocks = self._meant(name, value, body)
        field = body.table.words.get(plain_word(value.text)) if value.kind == WORD else None
        said = field is not None and (bool(body.staying(field)) or (holder is not None and _in_head(holder, field)))
        if len(blocks) + said > 1:
            ways = [f"{each.kind}.{each.path}" if each.path else f'{each.kind} "{each.title}"' for each in blocks]
            shown = [f"`{way}`" for way in ways] + [f"all that `{name}` says"] * said
            self._say("REF203", f"`{value.text}` may mean {' or '.join(shown[:_MOST_SHOWN])}", at,
                      f"write `{ways[0]}`", related=_places(blocks))  # fmt: skip
        elif blocks:
            self._remove(blocks[0].entry, Span(self.source.name, *at))
        elif said and field is not None:
            for entry in body.staying(field):
                self._remove(entry, Span(self.source.name, *at))
            words.add(field.name)
        else:
            self._missing(value, name, field, body, at)

    def _meant(self, name: str, value: Value, body: Body) -> list[Named]:
        """The named blocks that a name may mean: one of the body itself before those inside others."""
        found = [each for each in body.names.get(name, ()) if not each.entry.is_gone
                 and (each.title == name if value.kind == TEXT else bool(each.path))]  # fmt: skip
        exact = [each for each in found if name in (each.path, f"{each.kind}.{each.path}")]
        return exact or found

    def _of_a_kind(self, phrase: tuple[Value, ...], body: Body, at: tuple[int, int]) -> None:
        """Takes out the one that begins with these words: `without segment commuters`, `without bond social`."""
        word, rest = phrase[0], phrase[1:]
        field = body.table.words.get(plain_word(word.text)) if word.kind == WORD else None
        if field is None or field.place == "attribute" or is_property(field):
            help = "write `without` and its id, or its title in quotes; several stand with commas between them"
            self._say("TYP113", f"`{as_written(phrase)}` names nothing", at, help)
            return
        cls = field.entity
        assert cls is not None
        begins = [canonical_phrase([value]) for value in rest]
        table = table_of(cls)
        name = decode(rest[0]) if rest[0].kind == TEXT else normal(rest[0].text)
        if table.has_id:
            alike = [each for each in body.staying(field) if name in id_and_title(each.item, table)]
        else:
            alike = [each for each in body.staying(field) if _first_words(each.item)[: len(begins)] == begins]
        if alike:
            for entry in alike:
                self._remove(entry, Span(self.source.name, *at))
            return
        others = body.with_id(name)
        if others:
            kind = others[0].field.name
            self._say("REF204", f"`{rest[0].text}` is {article(kind)} {kind}, and here stands {article(field.name)} "
                      f"{field.name}", at, f"write `without {kind} {rest[0].text}`",
                      related=(Related(others[0].here, f"the {kind} is declared here"),))  # fmt: skip
            return
        self._say("REF201", f"the model has no {field.name} `{as_written(rest)}` here", at, "take this line out")

    def _missing(self, value: Value, name: str, field: Field | None, body: Body, at: tuple[int, int]) -> None:
        """Says that the model has nothing of this name."""
        kind, dot, rest = name.partition(".")
        if dot and kind in body.table.words and (others := body.names.get(rest)):
            other = others[0]
            self._say("REF204", f"`{rest}` is {article(other.kind)} {other.kind}, and here stands {article(kind)} "
                      f"{kind}", at, f"write `without {other.path or rest}`", related=_places(others[:1]))  # fmt: skip
            return
        if name in self.removed:
            self._say("REF103", f"`{value.text}` is taken out twice", at, "keep one of them",
                      related=(Related(self.removed[name], "first taken out here"),))  # fmt: skip
            return
        if field is not None:
            self._say("REF201", f"the model says no `{field.name}` here", at, "take this line out")
            return
        known: tuple[str, ...] = ()
        if len(self.found) < MESSAGES_SHOWN:  # looking through all names again and again would take too long
            known = tuple(each for each, blocks in body.names.items()
                          if any((value.kind == TEXT) == (each == block.title) for block in blocks))  # fmt: skip
        near = closest(name, known)
        fix = None
        if near is not None:
            written = f'"{near}"' if value.kind == TEXT else near
            fix = Fix(f"write `{written}`", (Edit(Span(self.source.name, *at), written),))
            help = f"did you mean `{written}`?"
        else:
            alike = [each for each in known if dot and any(block.kind == kind for block in body.names[each])]
            shown = [f"`{each}`" for each in alike or known if "." not in each][:6]
            help = f"here are {', '.join(shown)}" if shown else "take this line out"
        self._say("REF201", f"the model has nothing called `{value.text}` here", at, help, fix=fix)

    def _remove(self, entry: Entry, span: Span) -> None:
        """Takes an item out, and remembers the names that go with it."""
        for name in _names_in(entry):
            self.removed.setdefault(name, span)
        if not entry.is_gone:
            entry.loom.take_out(entry.written)

    def _say(
        self, code: str, message: str, at: tuple[int, int], help: str, *, related: tuple[Related, ...] = (),
        fix: Fix | None = None,
    ) -> None:  # fmt: skip
        if len(self.found) >= MISTAKES:
            return
        self.found.append(
            Diagnostic(code, Severity.ERROR, shortened(message), Span(self.source.name, *at), shortened(help),
                       why_of(code), related=related, fix=fix)
        )  # fmt: skip


def _places(blocks: Iterable[Named]) -> tuple[Related, ...]:
    return tuple(Related(each.entry.here, f"the {each.kind} is declared here") for each in [*blocks][:_MOST_SHOWN])


def _in_head(holder: Entry, field: Field) -> bool:
    """Whether the head of a block says a property."""
    assert holder.field.entity is not None
    return field.name in head_of(holder.item, table_of(holder.field.entity)).said


def _first_words(item: Item) -> list[str]:
    return [canonical_phrase([value]) for value in item.phrases[0]] if item.phrases else []


def _names_in(entry: Entry) -> Iterable[str]:
    """All that may name a block or one inside it."""
    cls = entry.field.entity
    if cls is None or cls.by_phrase:
        return
    table = table_of(cls)
    around = ""
    if table.has_id:
        around, title = id_and_title(entry.item, table)
        yield from filter(None, (around, around and f"{cls.word}.{around}", title))
    for inner in entry.item.items or ():
        field, whole = field_of(inner, table)
        if field is not None and field.entity is not None:
            for name in _names_in(Entry(entry.loom, inner, whole, field)):
                yield name
                if around:
                    yield f"{around}.{name}"
