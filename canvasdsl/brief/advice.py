"""What a check found, as advice for the reader: the gravest first, one reason for all findings of a rule."""

from collections.abc import Iterable
from itertools import groupby

from canvasdsl import theory
from canvasdsl.brief.brief import FindingGroup, FindingLine, Findings, Part, Passage, Piece, Run, Section, Sentence
from canvasdsl.diagnostics import Diagnostic
from canvasdsl.load import Loaded
from canvasdsl.views.phrasing import Phrasing

__all__ = ["advice_section", "findings_in"]


def findings_in(loaded: Loaded) -> tuple[Diagnostic, ...]:
    """What rules about the business said; mistakes in the text and idle `accept`s are for its author alone."""
    return tuple(
        found for found in loaded.diagnostics
        if not found.of_language and not found.code.startswith("STY9")
    )  # fmt: skip


def advice_section(loaded: Loaded, say: Phrasing) -> Section | None:
    """The findings, and those that the authors have accepted, with their reasons."""
    parts = []
    found = findings_in(loaded)
    if found:
        groups = _groups(((one, "") for one in found), loaded, say)
        in_english = (say.sentence("advice.in_english"),) if say.in_english else ()
        intro = Passage(sentences=(say.sentence("advice.intro"), *in_english))
        parts.append(Part(title="", pieces=(intro, Findings(groups=groups))))
    if loaded.accepted:
        groups = _groups(((one.diagnostic, one.accept.because) for one in loaded.accepted), loaded, say)
        pieces: tuple[Piece, ...] = (
            Passage(sentences=(say.sentence("advice.accepted_intro"),)), Findings(groups=groups))
        parts.append(Part(title=say.wording("brief.advice.accepted"), pieces=pieces))
    title = say.wording("brief.advice.title")
    return Section(id="advice", title=title, parts=tuple(parts)) if parts else None


def _groups(
    found: Iterable[tuple[Diagnostic, str]], loaded: Loaded, say: Phrasing
) -> tuple[FindingGroup, ...]:
    """The findings by rule; rules by severity, then as their first findings stand in the files."""
    first: dict[str, int] = {}
    listed = list(found)
    for at, (one, _) in enumerate(listed):
        first.setdefault(one.code, at)
    listed.sort(key=lambda pair: (-pair[0].severity, first[pair[0].code]))
    groups = []
    for code, together in groupby(listed, key=lambda pair: pair[0].code):
        pairs = list(together)
        top = pairs[0][0]
        entries = [(id, entry) for id in top.theory if (entry := theory.entry(id)) is not None]
        groups.append(
            FindingGroup(
                code=code, severity=top.severity.word, word=say.wording(f"brief.advice.{top.severity.word}"),
                why=top.why, theory=tuple((id, entry.title) for id, entry in entries),
                lines=tuple(_line(one, reason, loaded, say) for one, reason in pairs), language=say.in_english,
            )
        )  # fmt: skip
    return tuple(groups)


def _line(found: Diagnostic, reason: str, loaded: Loaded, say: Phrasing) -> FindingLine:
    source = loaded.sources.get(found.span.source)
    line = source.position(found.span.start)[0] if source is not None else 1
    file = found.span.source.replace("\\", "/").rpartition("/")[2]
    return FindingLine(message=_quoting(found.message), help=_quoting(found.help), reason=reason,
                       place=say.wording("brief.place", file=file, line=line))  # fmt: skip


def _quoting(text: str) -> Sentence:
    """A message with what stands in backticks as quotations."""
    return tuple(Run(part, code=at % 2 == 1) for at, part in enumerate(text.split("`")) if part)
