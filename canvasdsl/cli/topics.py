"""Everything that `explain` can explain, as plain data: rules, mistakes of the language, words, theory."""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl import theory
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.codes import CODES
from canvasdsl.model.heads import pattern_of
from canvasdsl.model.types import Choice
from canvasdsl.model.vocabulary import Field, classes, table_of
from canvasdsl.outside.unreadable import READING
from canvasdsl.outside.unreadable_logos import READING_LOGOS
from canvasdsl.outside.unreadable_tables import READING_TABLES
from canvasdsl.render.sarif import RuleText
from canvasdsl.rules import RULES
from canvasdsl.rules.pages import page_of
from canvasdsl.rules.rule import Rule
from canvasdsl.syntax.messages import SYNTAX
from canvasdsl.syntax.nodes import plain_word

__all__ = ["Topic", "rule_records", "rule_texts", "topics_of", "words"]


@attrs.frozen
class Topic:
    """One answer of `explain`: what is explained, its sections of plain text, and examples as (label, text)."""

    kind: str
    name: str
    title: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, str], ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    theory: tuple[str, ...] = ()


def topics_of(asked: str) -> tuple[Topic, ...]:
    """All that a code, a name, a word or an id may mean: exact meanings first, then what the theory knows of it."""
    plain = asked.strip()
    exact = [*_rules(plain), *_mistakes(plain), *_words(plain_word(plain))]
    entry = theory.entry(plain.upper())
    if entry is not None:
        return (*exact, _entry(entry))
    found = theory.find(plain)
    return (*exact, *(_entry(each) for each in found[: 1 if exact else 3]))


def rule_records() -> list[dict[str, Any]]:
    """The rules as the contract of `explain --list --format json` wants them."""
    return [
        {
            "code": rule.code, "name": rule.name, "severity": rule.severity.word, "promoted": rule.promoted,
            "summary": rule.summary, "why": rule.why, "theory": list(rule.theory), "register": list(rule.register),
            "examples": [
                {"branch": each.branch, "bad": each.bad, "good": each.good, "fixed": each.fixed}
                for each in page_of(rule.code).examples
            ],
        }
        for rule in RULES
    ]  # fmt: skip


def rule_texts() -> dict[str, RuleText]:
    """Names and texts of all codes, for SARIF."""
    texts = {rule.code: RuleText(rule.name, rule.summary, rule.why) for rule in RULES}
    for code in (*SYNTAX, *CODES, *READING, *READING_TABLES, *READING_LOGOS):
        texts[code.code] = RuleText(code.name, code.summary, code.why)
    return texts


def words() -> list[tuple[str, str]]:
    """The words of the language with their definitions, block kinds first."""
    found: dict[str, str] = {}
    for cls in classes(Canvas):
        if cls.word:
            found.setdefault(cls.word, (cls.__doc__ or "").partition("\n")[0])
    for cls in classes(Canvas):
        for field in table_of(cls).fields:
            if field.place != "slot":
                found.setdefault(field.name, field.definition)
    return list(found.items())


def _rules(asked: str) -> Iterator[Topic]:
    for rule in RULES:
        if asked.upper() == rule.code or asked.lower() == rule.name or asked.upper() in rule.register:
            yield _rule(rule)


def _rule(rule: Rule) -> Topic:
    page = page_of(rule.code)
    severity = rule.severity.word + (" (an error in the profiles final and graded)" if rule.promoted else "")
    if rule.profiles:
        word = "error" if rule.promoted else rule.severity.word
        severity = f"{word}, in the profiles {' and '.join(rule.profiles)} only"
    examples = []
    for each in page.examples:
        examples += [(f"Not so ({each.branch})", each.bad), ("But so", each.good)]
    rows = (("severity", severity), ("register", ", ".join(rule.register)))
    return Topic("rule", rule.code, f"{rule.code} {rule.name}: {rule.summary}", (rule.why, page.text), rows[: 2 if
                 rule.register else 1], tuple(examples), rule.theory)  # fmt: skip


def _mistakes(asked: str) -> Iterator[Topic]:
    for each in (*SYNTAX, *CODES):
        if asked.upper() == each.code or asked.lower() == each.name:
            examples = (("Not so", each.bad), ("But so", each.good)) if each.bad else ()
            severity = "warning" if each.code in ("REF205", "REF306") else "error"
            yield Topic("mistake", each.code, f"{each.code} {each.name}: {each.summary}", (each.why,),
                        (("severity", severity),), examples)  # fmt: skip
    for read in (*READING, *READING_TABLES, *READING_LOGOS):
        if asked.upper() == read.code or asked.lower() == read.name:
            yield Topic("mistake", read.code, f"{read.code} {read.name}: {read.summary}", (read.why, read.help),
                        (("severity", "error"),))  # fmt: skip


def _words(asked: str) -> Iterator[Topic]:
    fields: dict[tuple[str, str], tuple[Field, list[str]]] = {}
    for cls in classes(Canvas):
        if asked in (cls.word, *cls.synonyms) and cls.word:
            yield _block(cls)
        for field in table_of(cls).fields:
            home = f"`{cls.word}`" if cls.word else "the top of the file"
            if field.entity is None and field.place != "slot" and asked in (field.name, *field.synonyms):
                fields.setdefault((field.name, field.definition), (field, []))[1].append(home)
    for field, homes in fields.values():
        rows = [("stands in", ", ".join(homes)), ("takes", field.type.shows + (", several" if field.many else ""))]
        yield Topic("property", field.name, f"`{field.name}`: a property", (field.definition,),
                    (*rows, *_options(field.type)), (), field.theory)  # fmt: skip
    yield from _options_called(asked)


def _options_called(asked: str) -> Iterator[Topic]:
    seen = set()
    for cls in classes(Canvas):
        for field in table_of(cls).fields:
            choice = getattr(field.type, "other", field.type)
            if not isinstance(choice, Choice) or id(choice) in seen:
                continue
            seen.add(id(choice))
            for option in choice.options:
                if asked in (option.word, *option.synonyms):
                    where = f"`{field.name}` in `{cls.word}`" if field.place != "slot" else f"`{cls.word}`"
                    title = f"`{option.word}`: {_article(choice.name)} {choice.name}"
                    yield Topic("choice", option.word, title, (option.definition,), (("stands in", where),), (),
                                option.theory)  # fmt: skip


def _block(cls: Any) -> Topic:
    rows = [("written", f"`{pattern_of(cls)}`" + (" { … }" if not cls.by_phrase else ""))]
    homes = [f"`{each.word}`" if each.word else "the top of the file" for each in classes(Canvas)
             if any(field.entity is cls for field in table_of(each).fields)]  # fmt: skip
    rows.append(("stands in", ", ".join(homes)))
    for field in table_of(cls).fields:
        name = field.name
        shows = f" ({field.type.shows})" if field.entity is None else ""
        rows.append((name, field.definition + shows))
    return Topic("block", cls.word, f"`{cls.word}`", (" ".join((cls.__doc__ or "").split()),), tuple(rows), (),
                 cls.theory)  # fmt: skip


def _options(type: Any) -> tuple[tuple[str, str], ...]:
    choice = getattr(type, "other", type)
    if not isinstance(choice, Choice):
        return ()
    return tuple((f"  {option.word}", option.definition) for option in choice.options)


def _entry(entry: Any) -> Topic:
    sources = tuple(
        ("source", work.citation + ("" if work.verified else " (not verified)") + (f"; {work.note}" if work.note and
         work.note not in work.citation else ""))
        for work in entry.sources
    )  # fmt: skip
    checked = sorted({rule.code for rule in RULES if entry.id in rule.theory})
    rows = (("example", entry.example), ("question", entry.question), *sources)
    if checked:
        rows = (*rows, ("checked by", ", ".join(checked)))
    return Topic("theory", entry.id, f"{entry.id} {entry.title}", (entry.definition, entry.why), rows)


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeio" else "a"
