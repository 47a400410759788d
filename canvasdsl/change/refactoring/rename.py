"""Gives a block another id, wherever it is named: in all files of one model, or of several that share some.

Each name is written as it was: a bare word stays one, `parent.child` and `kind.id` too, unless that would mean
something else now. Nothing else is touched, and the result is given back only if it means the same but for the id.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from canvasdsl.change.difference import changes_between
from canvasdsl.change.meaning import meaning_of
from canvasdsl.change.patching import load_again
from canvasdsl.change.refactoring.named_blocks import Key, block_meant, in_words, like, unfit_id
from canvasdsl.change.refactoring.names_in_texts import names_in_texts, renamed_meaning, renamed_text
from canvasdsl.change.refactoring.reshaping import all_inside
from canvasdsl.change.refactoring.results import Refactored, Refused
from canvasdsl.change.refactoring.variant_names import names_in_variants, parts_of, where_written
from canvasdsl.change.reference_texts import ReferenceTexts, is_word, reference_texts
from canvasdsl.change.written_values import Writer
from canvasdsl.diagnostics import Edit, Severity
from canvasdsl.figures.asked import PLACE
from canvasdsl.load import Loaded
from canvasdsl.model.index import Link
from canvasdsl.model.names import name_and_title
from canvasdsl.model.reading import article
from canvasdsl.model.types import RefOr
from canvasdsl.model.vocabulary import Field, table_of
from canvasdsl.rules.economics.audit_texts import blocks_in_texts
from canvasdsl.source import Span
from canvasdsl.syntax.edits import apply_edits
from canvasdsl.syntax.tables import LONG
from canvasdsl.syntax.written import decode, encode

__all__ = ["renamed", "renamed_in_all"]

_Same = Callable[[str], str]


def renamed(loaded: Loaded, name: str, new: str) -> Refactored | Refused:
    """One model in which the block that `name` means has the id `new`."""
    return renamed_in_all((loaded,), name, new)


def renamed_in_all(
    models: Iterable[Loaded], name: str, new: str, *, same: _Same = lambda file: file
) -> Refactored | Refused:
    """Several models in which the block that `name` means has the id `new`; those without it stay as they are.

    `same` gives a file that goes by several names one of them.
    """
    models = tuple(models)
    plans: dict[int, _Plan] = {}
    edits: list[Edit] = []
    missing = None
    for loaded in models:
        called: dict[Key, Key] = {}
        for part in parts_of(loaded):
            if part.has_errors:
                return Refused(f"{part.source.name} has mistakes, and what they hide could be missed",
                               "mend them first; `canvasdsl check` tells them")  # fmt: skip
            key = block_meant(part, name)
            if not isinstance(key, Refused):
                plan = _planned(part, key, new)
                if isinstance(plan, Refused):
                    return plan
                plans[id(part)] = plan
                called |= plan.called
                edits += plan.edits
            elif " may mean " in key.reason:
                return key
            else:
                missing = missing or key
        edits += names_in_variants(loaded, map(reference_texts, (part.canvas for part in parts_of(loaded))), called)
    if not plans:
        assert missing is not None
        several = Refused(f"there is no block `{name}` in any of these models", missing.help)
        return missing if len(models) == 1 else several
    return _made(models, plans, edits, same)


class _Plan(NamedTuple):
    """What is to be done in one model: the blocks that are called otherwise, the ids in texts, and the edits."""

    called: Mapping[Key, Key]
    ids: Mapping[str, str]
    edits: tuple[Edit, ...]


def _planned(loaded: Loaded, key: Key, new: str) -> _Plan | Refused:
    block = loaded.canvas.index.blocks[key]
    unfit = unfit_id(new, block)
    if unfit is not None:
        return unfit
    called = _called(block, f"{key[1][: len(key[1]) - len(_own_name(block))]}{new}")
    if called[key] == key:
        return Refused(f"{in_words(key)} has this id already")
    taken = loaded.canvas.index.blocks.get(called[key])
    if taken is not None:
        return Refused(f"there is {article(key[0])} {in_words(called[key])} already", "choose another id", taken.here)
    ids = _ids_in_texts(loaded, called)
    if isinstance(ids, Refused):
        return ids
    edits = [where_written(each, loaded) for each in (_head(block, new), *_references(loaded, called),
             *_texts(loaded, ids))]  # fmt: skip
    if None in edits:
        return Refused(f"in {loaded.source.name} a name was put together by variants", "write it in one of them")
    return _Plan(called, ids, tuple(each for each in edits if each is not None))


def _own_name(block: Any) -> str:
    return str(block.id if block.id is not None else block.title)


def _called(block: Any, path: str) -> dict[Key, Key]:
    """The block and those inside it by their keys, each with its new one."""
    old = block.key[1]
    return {each.key: (each.key[0], path + each.key[1][len(old) :]) for each in all_inside(block) if each.key}


def _head(block: Any, new: str) -> Edit:
    """The new id in the place of the old one; before the title where there was none."""
    id, title = name_and_title(block.item, table_of(type(block)))
    if block.id is None:
        assert title is not None
        return Edit(Span(block.file, title.start, title.start), f"{new} ")
    assert id is not None
    return Edit(Span(block.file, id.start, id.end), new)


# ---- References -------------------------------------------------------------


def _references(loaded: Loaded, called: Mapping[Key, Key]) -> Iterator[Edit]:
    """Whatever names one of the blocks, and whatever would mean something else now."""
    canvas = loaded.canvas
    before = reference_texts(canvas)
    after = ReferenceTexts({called.get(key, key): title for key, title in before.blocks.items()})
    writer = Writer(canvas, after, called)
    sources = loaded.sources
    for key, links in canvas.index.links_to.items():
        new = called.get(key, key)
        for link in links:
            span = link.reference.span
            written = sources[span.source].text[span.start : span.end]
            if not is_word(written):
                continue  # a title, which stays
            kinds, scope, scope_after = _kinds(link), _scope(link, {}), _scope(link, called)
            text = like(written, key, new) if new != key else written
            if after.called(text, kinds, scope_after) != [new] and before.called(written, kinds, scope) == [key]:
                field = table_of(type(link.entity)).by_attribute[_attribute(link)]
                text = writer.reference(link.reference, field, scope_after, like=written)
            if text != written:
                yield Edit(span, text)


def _kinds(link: Link) -> tuple[str, ...]:
    type_ = table_of(type(link.entity)).by_attribute[_attribute(link)].type
    kinds: tuple[str, ...] = type_.ref.kinds if isinstance(type_, RefOr) else type_.kinds
    return kinds


def _attribute(link: Link) -> str:
    fields: tuple[Field, ...] = type(link.entity).fields
    return next(field.attribute for field in fields if field.name == link.word)


def _scope(link: Link, called: Mapping[Key, Key]) -> tuple[str, ...]:
    """The ids in full of the blocks around a reference, the innermost first."""
    if link.holder is None:
        return ()
    path = called.get(link.holder.key, link.holder.key)[1]
    return tuple(path[:at] for at in range(len(path), 0, -1) if at == len(path) or path[at] == ".")


# ---- Texts ------------------------------------------------------------------


def _ids_in_texts(loaded: Loaded, called: Mapping[Key, Key]) -> dict[str, str] | Refused:
    """The ids that texts have in braces, each with its new one; refused where another block would be meant then."""
    now: dict[str, Key] = {id: block.key for id, block in blocks_in_texts(loaded.canvas).items()}
    then: dict[str, Key] = {}
    for key in loaded.canvas.index.blocks:
        then[called.get(key, key)[1]] = called.get(key, key)
    ids = {}
    for named in names_in_texts(loaded):
        meant = now.get(named.id)
        wanted = called.get(meant, meant) if meant is not None else None
        if meant is not None and wanted is not None and wanted != meant:
            ids[named.id] = wanted[1]
            if not PLACE.fullmatch(f"{{x of {wanted[1]}}}"):
                return Refused(f"a text names `{named.id}` in braces, and `{wanted[1]}` can't stand there",
                               "choose an id of letters, digits and hyphens", named.span)  # fmt: skip
        id = wanted[1] if wanted is not None else named.id
        if then.get(id) != wanted:
            other = then[id]
            return Refused(f"a text names `{named.id}` in braces, and would mean {in_words(other)} then",
                           "choose another id", named.span)  # fmt: skip
    return ids


def _texts(loaded: Loaded, ids: Mapping[str, str]) -> Iterator[Edit]:
    done: set[Span] = set()
    for named in names_in_texts(loaded):
        if named.id not in ids:
            continue
        text = named.text
        if decode(text._replace(text=renamed_text(text.text, ids))) == renamed_text(decode(text), ids):
            yield Edit(named.span, ids[named.id])
        elif text.kind != LONG:
            whole = Span(named.span.source, text.start, text.end)
            if whole not in done:
                done.add(whole)
                yield Edit(whole, encode(renamed_text(decode(text), ids)))


# ---- The proof --------------------------------------------------------------


def _made(
    models: tuple[Loaded, ...], plans: Mapping[int, _Plan], edits: Iterable[Edit], same: _Same
) -> Refactored | Refused:
    """The texts with the edits, once all models, and their variants, are proved with them."""
    by_file: dict[str, dict[tuple[int, int], Edit]] = {}
    for edit in edits:
        there = by_file.setdefault(same(edit.span.source), {})
        known = there.setdefault((edit.span.start, edit.span.end), edit)
        if known.text != edit.text:
            return Refused(f"one model needs `{known.text}` here, and another one `{edit.text}`",
                           "choose another id", edit.span)  # fmt: skip
    texts: dict[str, str] = {}
    for source in (source for loaded in models for source in loaded.files):
        if same(source.name) in by_file:
            try:
                texts[source.name] = apply_edits(source.text, tuple(by_file[same(source.name)].values()))
            except ValueError:
                return Refused(f"two names in {source.name} overlap")
    proved = []
    for loaded in models:
        again = load_again(loaded, {name: text for name, text in texts.items() if name in loaded.sources})
        for old, new in zip(parts_of(loaded), parts_of(again)):
            refused = _unlike(old, new, plans.get(id(old)))
            if refused is not None:
                return refused
        if len(again.variants) != len(loaded.variants):
            return Refused(f"a variant of {loaded.source.name} would be no more")
        proved.append(again)
    first: dict[str, str] = {}
    for name, text in texts.items():
        if same(name) not in {same(other) for other in first}:
            first[name] = text
    return Refactored(first, tuple(proved))


def _unlike(old: Loaded, new: Loaded, plan: _Plan | None) -> Refused | None:
    """Why a model does not mean the same but for the names of blocks; `None` where it does."""
    for found in new.diagnostics:
        if found.of_language and found.severity is Severity.ERROR:
            return Refused(f"the result would not be understood: {found.message}", place=found.span)
    known = {found.message for found in old.diagnostics if found.code == "REF205"}
    alike = [found.message for found in new.diagnostics if found.code == "REF205"]
    if len(alike) > len(known):
        return Refused(next(each for each in alike if each not in known), "choose an id that nobody takes for another")
    called = plan.called if plan is not None else {}
    ids = plan.ids if plan is not None else {}
    wanted = renamed_meaning(old.canvas, called, ids)
    keys = {called.get(key, (key[0], renamed_text(key[1], ids))) for key in old.canvas.index.blocks}
    if meaning_of(wanted) == meaning_of(new.canvas) and keys == set(new.canvas.index.blocks):
        return None
    others = changes_between(wanted, new.canvas)
    what = f", such as `{others[0].property_word or others[0].block}` of `{others[0].names[-1]}`" if others else ""
    return Refused(f"other things would change with it in {old.source.name}{what}", "choose another id")

