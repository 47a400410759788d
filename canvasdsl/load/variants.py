"""The variants in a file: each is its model, or another variant, with what it says laid over it, and loaded like it."""

from collections.abc import Mapping

import attrs

from canvasdsl.diagnostics import Diagnostic, Related, Severity
from canvasdsl.limits import MODEL_BYTES, VARIANTS
from canvasdsl.load.documents import Written, documents_of
from canvasdsl.load.loaded import Loaded, Varied, variants_in
from canvasdsl.load.one_model import Asked, model_of
from canvasdsl.load.understanding import respelled_in
from canvasdsl.model.codes import why_of
from canvasdsl.model.laid_heads import head_of
from canvasdsl.model.overlay import overlaid
from canvasdsl.model.reading import closest, shortened
from canvasdsl.model.variants import Variant
from canvasdsl.model.vocabulary import table_of
from canvasdsl.source import Source, Span, Woven
from canvasdsl.syntax.document import Document
from canvasdsl.syntax.nodes import Item, Value
from canvasdsl.syntax.tables import LONG, TEXT
from canvasdsl.syntax.written import decode

__all__ = ["with_variants"]

_IDLE = "STY901"


def with_variants(written: Written, said: tuple[Diagnostic, ...], asked: Asked) -> Loaded:
    """The model of a file with the variants that stand in it. A file of variants alone has the model of the first one.

    What is found in a variant and not in what it builds on is told with its title.
    """
    first = _File(written.documents[0])
    varying = _Varying(first, asked)
    top: Loaded | None = None
    if first.has_model or asked.read is None:
        top = varying.models[first.name] = model_of(written, said, asked)
    if asked.read is None and not first.has_model:
        assert top is not None
        return attrs.evolve(top, respelled=_with_bodies(top, first))
    variants = tuple(filter(None, [varying.variant(first, item, ()) for item in first.items]))
    if asked.read is None:
        assert top is not None
        top = attrs.evolve(top, respelled=_with_bodies(top, first))
    if top is None:
        top = _heads_with(varying, variants, written, said, asked)
    found = list(top.diagnostics)
    for model in varying.models.values():
        if model is not varying.models.get(first.name) and not _is_part(model, top):
            found += model.diagnostics
    found += varying.found
    for varied in varying.made.values():
        if varied is not None:
            known = {(each.code, each.span, each.message) for each in varied.base.diagnostics}
            found += [attrs.evolve(each, variant=varied.title) for each in varied.loaded.diagnostics
                      if (each.code, each.span, each.message) not in known]  # fmt: skip
    own = {document.source.name for document in top.documents}
    beside = tuple(source for name, source in varying.sources.items() if name not in own)
    order = {name: place for place, name in enumerate((*own, *varying.sources))}
    found.sort(key=lambda each: (order.get(each.span.source, 0), each.span.start, -each.severity))
    respelled = dict(top.respelled)
    for varied in variants:
        respelled[first.name] = {**varied.loaded.respelled.get(first.name, {}), **respelled.get(first.name, {})}
    return attrs.evolve(top, diagnostics=tuple(found), variants=variants, beside=beside, respelled=respelled)


def _is_part(model: Loaded, top: Loaded) -> bool:
    return model.source in [document.source for document in top.documents]


def _heads_with(
    varying: "_Varying", variants: tuple[Varied, ...], written: Written, said: tuple[Diagnostic, ...], asked: Asked
) -> Loaded:
    """The model of the first variant, as that of a file that has only variants."""
    heads = model_of(written, said, attrs.evolve(asked, rules=()))
    base = varying.root(variants[0]) if variants else next(iter(varying.models.values()), None)
    if base is None:
        return heads
    return attrs.evolve(
        base, source=heads.source, documents=(*heads.documents, *base.documents), withheld=base.withheld,
        diagnostics=(*heads.diagnostics, *base.diagnostics), respelled={**base.respelled, **heads.respelled},
    )  # fmt: skip


def _with_bodies(top: Loaded, file: "_File") -> dict[str, dict[int, str]]:
    """The words that have another spelling, those of variants included whose models are not read."""
    words = dict(top.respelled.get(file.name, {}))
    for item in file.items:
        words |= respelled_in(item.items or (), file.name)
    return {**top.respelled, file.name: words}


class _File:
    """A file with variants in it, or a model that variants build on."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.source = document.source
        self.name = document.source.name
        self.items = variants_in(document)
        self.has_model = len(self.items) < len(document.items) or not self.items
        self.titled: dict[str, Item] = {}
        for item in self.items:
            title = _title(item)
            if title is not None and not item.broken:
                self.titled.setdefault(decode(title), item)


@attrs.frozen
class _Base:
    """What a variant builds on, and its documents as they are written or made."""

    loaded: Loaded
    documents: tuple[Document, ...]


_Chain = tuple[tuple[str, str], ...]
"""The files and titles of the variants that build on each other, the first one that was asked for first."""


class _Varying:
    """Makes the variants that are asked for, each once."""

    def __init__(self, first: _File, asked: Asked) -> None:
        self.asked = asked
        self.files = {first.name: first}
        self.sources: dict[str, Source] = {first.name: first.source}
        self.models: dict[str, Loaded] = {}
        self.made: dict[tuple[str, int], Varied | None] = {}
        self.found: list[Diagnostic] = []
        self._readings: dict[tuple[str, str], _File | None] = {}
        self._removed: dict[int, Mapping[str, Span]] = {}
        """What variants take out, by the identity of the models that they are."""
        self._count = 0
        self._characters = 0
        self._is_spent = False

    def root(self, varied: Varied) -> Loaded:
        """The model at the bottom of a variant."""
        base = varied.base
        below = {id(each.loaded): each for each in self.made.values() if each is not None}
        while id(base) in below:
            base = below[id(base)].base
        return base

    def variant(self, file: _File, item: Item, chain: _Chain) -> Varied | None:
        """One variant; nothing where it can't be made, which is told."""
        key = (file.name, item.start)
        if key in self.made:
            return self.made[key]
        title = _title(item)
        if title is None or item.broken or len(item.phrases) > 1 or self._is_spent:
            return None  # its head is told when it is lowered
        span = Span(file.name, title.start, title.end)
        name = decode(title)
        if not name.strip():
            self._say("TYP110", "a variant has no title", file, title, "say in a few words what is otherwise")
            self.made[key] = None
            return None
        if (file.name, name) in chain:
            self._cycle((*chain[chain.index((file.name, name)) :], (file.name, name)), span)
            self.made[key] = None
            return None
        if file.titled.get(name) is not item:
            self._twice(file, name, span)
            self.made[key] = None
            return None
        self._count += 1
        if self._count > VARIANTS:
            self._spend(f"a model has more than {VARIANTS} variants", span)
            return None
        base = self._base(file, item, (*chain, (file.name, name)))
        varied = None
        if base is not None and not _is_misread(file.document) and not any(map(_is_misread, base.documents)):
            varied = self._made(file, item, name, span, base)
        self.made[key] = varied
        return varied

    def _made(self, file: _File, item: Item, title: str, span: Span, base: _Base) -> Varied | None:
        laid = overlaid(base.documents, item, file.source, title)
        self._characters += sum(len(each.source.text) for each in laid.documents if isinstance(each.source, Woven))
        if self._characters > MODEL_BYTES:
            self._spend(f"the variants of a model have more than {MODEL_BYTES:,} characters together", span)
            return None
        written = Written(laid.documents, laid.diagnostics, whole="" not in base.loaded.canvas.lost)
        loaded = model_of(written, (), self.asked)
        removed = {**self._removed.get(id(base.loaded), {}), **laid.removed}
        diagnostics = tuple(
            self._without(each, removed) for each in loaded.diagnostics
            if each.code != _IDLE or each.span.source == file.name
        )  # fmt: skip
        beside = (file.source, *(source for source in self.sources.values() if source is not file.source))
        loaded = attrs.evolve(loaded, diagnostics=diagnostics, title=title, beside=beside)
        self._removed[id(loaded)] = removed
        return Varied(title, span, base.loaded, loaded)

    def _without(self, found: Diagnostic, removed: Mapping[str, Span]) -> Diagnostic:
        """A name that nothing has any more, told with the place where the variant takes the block out."""
        if found.code != "REF201" or not removed:
            return found
        name = self.sources[found.span.source].text[found.span.start : found.span.end].strip('"“”„«»')
        if name not in removed:
            return found
        related = (Related(removed[name], "the variant takes it out here"), *found.related)
        return attrs.evolve(found, message=f"{found.message}: the variant takes it out", related=related, fix=None,
                            help="say this anew in the variant, without that name; or keep the block")  # fmt: skip

    def _base(self, file: _File, item: Item, chain: _Chain) -> _Base | None:
        """What a variant builds on; tells where there is no such thing."""
        said = head_of(item, table_of(Variant)).said
        of, within = _text(said.get("of")), _text(said.get("in"))
        title = _title(item)
        assert title is not None
        if ("of" in said and of is None) or ("in" in said and within is None):
            return None  # its head is told when it is lowered
        if of is None:
            return self._own_model(file, title)
        name = decode(of)
        if within is not None:
            other = self._read(file, within)
            return None if other is None else self._titled(other, name, file, of, chain)
        if name in file.titled:
            return self._titled(file, name, file, of, chain)
        if not name.lower().endswith(".bmc"):
            self._unknown(file, of, file)
            return None
        other = self._read(file, of)
        if other is None:
            return None
        if other.has_model:
            return self._model(other)
        if len(other.titled) == 1:
            return self._titled(other, next(iter(other.titled)), file, of, chain)
        shown = ", ".join(f"`{each}`" for each in [*other.titled][:6])
        self._say("REF304", f"{decode(of)} has {len(other.titled)} variants and no model of its own", file, of,
                  f'say which one: `of "{next(iter(other.titled), "…")}" in {of.text}`; there are {shown}')  # fmt: skip
        return None

    def _own_model(self, file: _File, title: Value) -> _Base | None:
        if file.has_model:
            return self._model(file)
        self._say("REF304", f"nothing says what {title.text} is a variant of", file, title,
                  f'write `variant {title.text} of "model.bmc"`, with the file of the model')  # fmt: skip
        return None

    def _titled(self, other: _File, name: str, file: _File, of: Value, chain: _Chain) -> _Base | None:
        """The variant of a title in a file, as what another one builds on."""
        if name not in other.titled:
            self._unknown(file, of, other)
            return None
        varied = self.variant(other, other.titled[name], chain)
        return None if varied is None else _Base(varied.loaded, varied.loaded.documents)

    def _model(self, file: _File) -> _Base:
        """The model of a file, without its variants."""
        if file.name not in self.models:
            written = documents_of(file.source, self.asked.read)
            self.models[file.name] = model_of(written, (), self.asked)
            for document in written.documents:
                self.sources.setdefault(document.source.name, document.source)
        loaded = self.models[file.name]
        for document in loaded.documents:
            self.sources.setdefault(document.source.name, document.source)
        return _Base(loaded, loaded.documents)

    def _read(self, file: _File, path: Value) -> _File | None:
        """The file that a text names, read once; tells why it can't be."""
        key = (file.name, decode(path))
        if key not in self._readings:
            if self.asked.read is None:
                return None
            reading = self.asked.read(decode(path), Span(file.name, path.start, path.end))
            self.found += reading.diagnostics
            self._readings[key] = None
            if reading.readable:
                name = reading.source.name
                if name not in self.files:
                    self.files[name] = _File(documents_of(reading.source, None).documents[0])
                    self.sources.setdefault(name, self.files[name].source)
                self._readings[key] = self.files[name]
        return self._readings[key]

    def _unknown(self, file: _File, of: Value, other: _File) -> None:
        where = "here" if other is file else f"in {other.name}"
        plain = {title.lower(): title for title in other.titled}
        near = plain.get(closest(decode(of), tuple(plain)) or "")
        shown = ", ".join(f'"{each}"' for each in [*other.titled][:6] if near is None)
        help = f'did you mean "{near}"?' if near else f"there are {shown}; or name the file of a model" if shown else (
            'name the file of the model: `of "model.bmc"`'
        )  # fmt: skip
        self._say("REF304", f"no variant {where} is called {of.text}", file, of, help)

    def _cycle(self, chain: _Chain, span: Span) -> None:
        several = len({file for file, _ in chain}) > 1
        shown = " → ".join(f"{title} ({file})" if several else title for file, title in chain)
        message = shortened(f"this variant builds on itself: {shown}")
        self.found.append(Diagnostic("REF303", Severity.ERROR, message, span, "let one of them build on a model",
                                     why_of("REF303")))  # fmt: skip

    def _twice(self, file: _File, name: str, span: Span) -> None:
        first = _title(file.titled[name])
        assert first is not None
        self.found.append(
            Diagnostic("REF202", Severity.ERROR, f"a variant with the title `{name}` is already declared", span,
                       "give one of them another title", why_of("REF202"),
                       related=(Related(Span(file.name, first.start, first.end), "first declared here"),))
        )  # fmt: skip

    def _spend(self, message: str, span: Span) -> None:
        """Says once that there is too much, and makes no more."""
        self._is_spent = True
        self.found.append(Diagnostic("REF305", Severity.ERROR, message, span, "write those that you compare into a "
                                     "file of their own", why_of("REF305")))  # fmt: skip

    def _say(self, code: str, message: str, file: _File, at: Value, help: str) -> None:
        self.found.append(Diagnostic(code, Severity.ERROR, shortened(message), Span(file.name, at.start, at.end),
                                     shortened(help), why_of(code)))  # fmt: skip


def _title(item: Item) -> Value | None:
    """The title of a variant as it is written."""
    first = item.phrases[0][0] if item.phrases else None
    return first if first is not None and first.kind in (TEXT, LONG) else None


def _text(values: tuple[Value, ...] | None) -> Value | None:
    """The text behind a word of the head."""
    return values[1] if values is not None and len(values) > 1 and values[1].kind in (TEXT, LONG) else None


def _is_misread(document: Document) -> bool:
    """Whether the syntax of a file has mistakes, so that parts of it may be read as what they are not."""
    return any(each.severity is Severity.ERROR for each in document.diagnostics)
