"""Formulas as one function of floats, for simulation: what stands in several places is computed once in a run, and what
does not vary is computed exactly beforehand.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import exp, log

from canvasdsl.figures.expression import Constant, Expression, Operation, Step, Symbol, total

__all__ = ["compiled"]

_LONG_SUM = 20
_DEEP = 40
"""Python nests parentheses only so deep: below this a part gets a name."""


def compiled(
    expressions: Sequence[Expression], names: Sequence[str], fixed: Mapping[str, Fraction]
) -> Callable[..., tuple[float, ...]]:
    """A function of floats, one for each of `names` in their order, that gives the values of all expressions; `fixed`
    are the numbers that do not vary. What is compiled is made here, of our own signs and numbers. Raises `Undefined`
    and `OverflowError` where a part that does not vary has no value."""
    nodes = _Nodes(names, fixed)
    roots = [nodes.number_of(each) for each in expressions]
    named, texts = nodes.written(roots)
    results = f"({''.join(f'{texts[root]},' for root in roots)})"
    body = f"({','.join(named)},{results})[-1]" if named else results
    source = f"lambda {','.join(nodes.places.values())}: {body}"
    made: Callable[..., tuple[float, ...]] = eval(
        source, {"__builtins__": {}, "exp": exp, "log": log, "min": min, "max": max, "sum": sum}
    )
    return made


class _Nodes:
    """The parts of some formulas, each once: a sign with the numbers of its own parts, or a text that is complete."""

    def __init__(self, names: Sequence[str], fixed: Mapping[str, Fraction]) -> None:
        self.places = {name: f"v{number}" for number, name in enumerate(names)}
        self._fixed = fixed
        self._varying = frozenset(names)
        self._parts: list[tuple[str, tuple[int, ...]]] = []
        self._numbers: dict[tuple[str, tuple[int, ...]], int] = {}
        self._known: dict[int, tuple[Expression, int]] = {}

    def number_of(self, expression: Expression) -> int:
        """The number of a part; the same for parts that are written alike."""
        known = self._known.get(id(expression))
        if known is not None:
            return known[1]
        found = self._numbered(expression)
        self._known[id(expression)] = expression, found
        return found

    def _numbered(self, expression: Expression) -> int:
        if not (expression.names & self._varying):
            return self._number(repr(float(expression.value(self._fixed))))
        if isinstance(expression, Symbol):
            return self._number(self.places[expression.name])
        if isinstance(expression, Step):
            return self.number_of(expression.made_of)
        assert isinstance(expression, Operation)
        return self._number(expression.sign, *map(self.number_of, self._gathered(expression)))

    def _number(self, sign: str, *parts: int) -> int:
        found = self._numbers.get((sign, parts))
        if found is None:
            found = self._numbers[sign, parts] = len(self._parts)
            self._parts.append((sign, parts))
        return found

    def _gathered(self, operation: Operation) -> Iterable[Expression]:
        """The parts of an operation; of sums and products those that do not vary as one exact number."""
        steady = [part for part in operation.parts if not (part.names & self._varying)]
        if operation.sign not in "+*" or len(steady) < 2:
            return operation.parts
        whole = total(steady) if operation.sign == "+" else Operation("*", tuple(steady))
        rest = [part for part in operation.parts if part.names & self._varying]
        return (*rest, Constant(whole.value(self._fixed)))

    def written(self, roots: Sequence[int]) -> tuple[list[str], dict[int, str]]:
        """What is given a name, in the order in which it can be computed, and the text of each part."""
        uses = [0] * len(self._parts)
        for number in (*roots, *(part for _, parts in self._parts for part in parts)):
            uses[number] += 1
        named: list[str] = []
        texts: dict[int, str] = {}
        depths: dict[int, int] = {}
        for number, (sign, parts) in enumerate(self._parts):
            text = _text(sign, [texts[part] for part in parts]) if parts else sign
            depths[number] = 1 + max((depths[part] for part in parts), default=0)
            if parts and (uses[number] > 1 or depths[number] > _DEEP):
                named.append(f"(t{number}:={text})")
                text, depths[number] = f"t{number}", 1
            texts[number] = f"({text})" if text.startswith("-") else text
        return named, texts


def _text(sign: str, parts: list[str]) -> str:
    match sign:
        case "+" if len(parts) > _LONG_SUM:
            return f"sum(({','.join(parts)}))"
        case "^":
            return f"({parts[0]}**{parts[1]})"
        case "+" | "-" | "*" | "/":
            return f"({sign.join(parts)})"
        case name:
            return f"{name}({','.join(parts)})"
