"""The CRM value chain in either edition: complete, unmixed, and no part far ahead of what it stands on (R33, R31)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.crm import ChainPart, Condition, CoreProcess, Enabler, PrimaryStage, ValueChain
from canvasdsl.model.vocabulary import table_of
from canvasdsl.rules.parts import decided, declared, quoted
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES", "edition_of", "parts_in_order"]

_EDITIONS = {"classic": ("stages", "conditions"), "updated": ("processes", "enablers")}
_CLASSES: dict[str, type[Any]] = {
    "stages": PrimaryStage, "conditions": Condition, "processes": CoreProcess, "enablers": Enabler,
}  # fmt: skip
_DATA = {"conditions": "data-it", "enablers": "data-analytics"}
_HUMAN = {"conditions": ("leadership-culture", "people"), "enablers": ("culture", "people")}


def edition_of(chain: ValueChain) -> str | None:
    """The edition that is declared, else that of the parts that are used; `None` if they are mixed, or none is."""
    used = [edition for edition, words in _EDITIONS.items() if any(getattr(chain, word) for word in words)]
    if chain.edition is not None:
        return chain.edition if set(used) <= {chain.edition} else None
    return used[0] if len(used) == 1 else None


def parts_in_order(chain: ValueChain, kind: str) -> list[Any]:
    """The parts of a chain of one kind (`stages`, `processes` …) in the order of the theory."""
    order = _words(kind)
    return sorted(decided(getattr(chain, kind)), key=lambda part: order.index(part.part))


def _words(kind: str) -> list[str]:
    """All parts of one kind, in their order, as the vocabulary has them."""
    slot: Any = table_of(_CLASSES[kind]).slots[0]
    return [option.word for option in slot.type.options]


def _chain(canvas: Canvas) -> ValueChain | None:
    chain = canvas.value_chain
    return chain if chain is not None and not chain.is_idea else None


# ---- IDI301, IDI303: all parts, of one edition -----------------------------------


def _incomplete(canvas: Canvas) -> Iterator[Finding]:
    chain = _chain(canvas)
    edition = edition_of(chain) if chain is not None else None
    if chain is None or edition is None:
        return
    missing: list[tuple[str, str]] = []
    for kind in _EDITIONS[edition]:
        has = {part.part for part in getattr(chain, kind)}
        missing += [(_CLASSES[kind].word, word) for word in _words(kind) if word not in has]
    if missing:
        whole = sum(len(_words(kind)) for kind in _EDITIONS[edition])
        yield Finding(
            about=chain,
            message=f"the {edition} value chain lacks {len(missing)} of its {whole} parts: "
            f"{quoted(word for _, word in missing)}",
            help=f'say of each how it stands, beginning with `{missing[0][0]} {missing[0][1]} "…" {{ score … }}`',
            absent=tuple(dict.fromkeys(word for word, _ in missing)),
        )


def _mixed(canvas: Canvas) -> Iterator[Finding]:
    chain = canvas.value_chain
    if chain is None or edition_of(chain) is not None:
        return
    first = {edition: next((part for kind in kinds for part in getattr(chain, kind)), None)
             for edition, kinds in _EDITIONS.items()}  # fmt: skip
    classic, updated = first["classic"], first["updated"]
    if chain.edition is None and classic is not None and updated is not None:
        yield Finding(
            about=chain,
            message=f"`{classic.word}` is of the classic edition of the value chain, `{updated.word}` of the updated "
            "one",
            help="keep to one edition: five primary stages and four conditions, or three core processes and five "
            "enablers",
            span=updated.here,
            related=(declared(classic, "of the classic edition"),),
        )
    foreign = updated if chain.edition == "classic" else classic
    if chain.edition is not None and foreign is not None:
        yield Finding(
            about=chain,
            message=f"`{foreign.word}` is no part of the {chain.edition} edition of the value chain",
            help=f"take it out, or write `edition {'updated' if foreign is updated else 'classic'}`",
            span=foreign.here,
            related=(Related(chain.place("edition"), "the edition, declared here"),),
        )


# ---- IDI302, IDI321: what stands on what ------------------------------------------


def _on_sand(canvas: Canvas) -> Iterator[Finding]:
    chain = _chain(canvas)
    edition = edition_of(chain) if chain is not None else None
    if chain is None or edition is None:
        return
    gap = canvas.threshold("chain-gap")
    weakest: Any = None
    told: Any = None
    for part in parts_in_order(chain, _EDITIONS[edition][0]):
        if part.score is None:
            continue
        if weakest is not None and part.score.value - weakest.score.value > gap and told is not weakest:
            told = weakest
            yield _ahead(part, weakest, "stands before it and is much weaker",
                         f"raise `{weakest.part}` first: what comes later stands on it")  # fmt: skip
        if weakest is None or part.score.value < weakest.score.value:
            weakest = part


def _led_by_technology(canvas: Canvas) -> Iterator[Finding]:
    chain = _chain(canvas)
    if chain is None:
        return
    gap = canvas.threshold("chain-gap")
    for kind, word in _DATA.items():
        parts = {part.part: part for part in parts_in_order(chain, kind) if part.score is not None}
        data = parts.get(word)
        low = [parts[each] for each in _HUMAN[kind] if each in parts]
        weak = min(low, key=lambda part: part.score.value, default=None)
        if data is not None and weak is not None and data.score.value - weak.score.value > gap:
            yield _ahead(data, weak, "falls far behind",
                         f"put time and money into `{weak.part}` before more of it goes into technology")  # fmt: skip


def _ahead(part: ChainPart, weak: Any, behind: str, help: str) -> Finding:
    strong: Any = part
    return Finding(
        about=part,
        message=f"`{strong.part}` has {strong.score.written} of 5, and `{weak.part}` only {weak.score.written}",
        help=help,
        span=part.place("score"),
        related=(Related(weak.place("score"), behind),),
    )


RULES = (
    Rule(
        code="IDI301",
        name="incomplete-value-chain",
        severity=Severity.WARNING,
        summary="Parts of the CRM value chain are missing",
        why="The later stages rest on the earlier ones, and all of them on culture, data, people and processes: the "
        "chain breaks where a part is missing.",
        theory=("T-VC-0", "T-VC-S1", "T-VC-S2", "T-VC-S3", "T-VC-S4"),
        register=("R33",),
        check=_incomplete,
    ),
    Rule(
        code="IDI302",
        name="stage-built-on-sand",
        severity=Severity.WARNING,
        summary="A stage of the value chain is far ahead of one that comes before it",
        why="A strong proposition for customers whom nobody has chosen or come to know rests on guesses.",
        theory=("T-VC-0",),
        register=("R33",),
        check=_on_sand,
    ),
    Rule(
        code="IDI303",
        name="mixed-editions",
        severity=Severity.ERROR,
        summary="A value chain mixes the classic and the updated edition",
        why="The editions divide the same work differently: five stages and four conditions, or three processes and "
        "five enablers. Parts of both in one picture count some things twice and others never.",
        theory=("T-VC-0",),
        register=("R33",),
        check=_mixed,
    ),
    Rule(
        code="IDI321",
        name="chain-led-by-technology",
        severity=Severity.WARNING,
        summary="Data and technology are far ahead of culture or people",
        why="Technology serves customers only through people who use it; far ahead of them it is money spent in vain.",
        theory=("T-VC-S1", "T-VC-S2", "T-VC-S3"),
        register=("R31",),
        check=_led_by_technology,
    ),
)
