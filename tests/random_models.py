"""Models drawn from the vocabulary: any field may be said or not, with any value that it takes, also odd ones.

`random_model(seed)` is a text without mistakes of the language. It is read off the classes, so that what is added to
the vocabulary is drawn too.
"""

from random import Random
from typing import Any

from canvasdsl.model import types
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.exchange import EXCHANGED, RATE
from canvasdsl.model.look import COLOUR, PICTURE
from canvasdsl.model.types import ID, LABEL, TEXT_VALUE, Choice, Compared, Number, Ref, RefOr
from canvasdsl.model.vocabulary import Field, table_of

__all__ = ["extreme_model", "random_model"]

_TEXTS = ('"x"', '"y"', '"a longer text, with a comma"', '"Ü ä 😀"', '"0"')
_SIZES = ("0", "1", "2", "7", "100", "1_000_000", "0.001", "3 .. 5", "1 .. 2 .. 9")
_EXTREMES = (
    "0", "0", "1e15", "1e-15", "9999999999999999999999999999", "0.000000000000000000000000001", "0 .. 1e15",
    "1e-15 .. 1 .. 9e14", "-1e15", "-0.1",
)  # fmt: skip
_DEEPEST = 4


def random_model(seed: int, *, blocks: int = 25) -> str:
    """A model of about `blocks` blocks; the same for the same seed."""
    return _Drawing(Random(seed), _SIZES).model(blocks)


def extreme_model(seed: int, *, blocks: int = 25) -> str:
    """Such a model with the smallest and the largest numbers that can be written."""
    return _Drawing(Random(seed), _EXTREMES).model(blocks)


class _Drawing:
    def __init__(self, random: Random, sizes: tuple[str, ...]) -> None:
        self.random = random
        self.sizes = sizes
        self.paths: dict[str, list[str]] = {}
        """The ids in full that are declared, by kind."""
        self.count = 0
        self.holes: list[tuple[int, tuple[str, ...], str]] = []
        self.path = ""
        """The id in full of the block that is being drawn."""
        self.parts: list[str] = []

    def model(self, blocks: int) -> str:
        fields = [field for field in table_of(Canvas).fields
                  if field.entity is not None and field.name not in ("import", "variant")]  # fmt: skip
        # What a model mostly consists of is drawn more often.
        drawn = [self.random.choice(fields[:10] if self.random.random() < 0.5 else fields) for _ in range(blocks)]
        said: set[str] = set()
        for field in drawn:
            if field.many or field.name not in said:
                said.add(field.name)
                self.block(field, "", "", 0)
        for at, kinds, itself in self.holes:
            names = [f"{kind}.{path}" for kind in kinds or self.paths for path in self.paths.get(kind, ())]
            names = [name for name in names if name != itself]
            if not names and itself[0] != ".":  # who can't name itself needs another one
                kind = itself.partition(".")[0]
                self.paths.setdefault(kind, []).append(f"other-{kind}")
                self.write(f"{kind} other-{kind}\n")
                names = [f"{kind}.other-{kind}"]
            self.parts[at] = self.random.choice(names) if names else ""
        return self._whole()

    def _whole(self) -> str:
        """The text; a line whose reference finds nothing to name is left out."""
        lines = []
        for line in "".join(self.parts).replace("\x01\x01", "\x02").split("\n"):
            if "\x02" not in line or line.rstrip().endswith("{"):
                lines.append(line.replace("\x02", ""))
        return "\n".join(line.replace("\x01", "") for line in lines) + "\n"

    def write(self, text: str) -> None:
        self.parts.append(text)

    def block(self, field: Field, path: str, indent: str, depth: int) -> None:
        cls = field.entity
        assert cls is not None
        table = table_of(cls)
        self.write(f"{indent}{field.name}")
        for inner in table.slots:
            if inner.type is ID:
                self.count += 1
                id = f"b{self.count}"
                path = f"{path}.{id}".removeprefix(".")
                self.paths.setdefault(cls.word, []).append(path)
                self.write(f" {id}")
            elif inner.required or self.random.random() < 0.6:
                if isinstance(inner.type, Ref):
                    self.reference(inner.type)
                elif inner.name == "title":
                    self.write(f' "Title {len(self.parts)}"')
                else:
                    self.write(f" {self.value(inner.type, cls.word)}")
        around, self.path = self.path, path
        for inner in table.fields:
            if inner.place == "attribute" and (inner.required or self.random.random() < 0.2):
                self.write(f" {inner.name}")
                self.attribute(inner.type, cls.word)
        body = [inner for inner in table.fields if inner.place == "property" and self.random.random() < _share(depth)]
        if body and depth < _DEEPEST:
            self.write(" {\n")
            for inner in body:
                self.property(inner, path, indent + "  ", depth + 1)
            self.write(f"{indent}}}")
        self.write("\n")
        self.path = around

    def property(self, field: Field, path: str, indent: str, depth: int) -> None:
        if field.entity is not None:
            for _ in range(self.random.choice((1, 1, 2, 3)) if field.many else 1):
                self.block(field, path, indent, depth)
            return
        self.write(f"{indent}{field.name}")
        many = self.random.choice((1, 1, 2)) if field.many else 1
        for number in range(many):
            self.write("," if number else "")
            self.attribute(field.type, "")
        self.write("\n")

    def attribute(self, type: Any, word: str) -> None:
        if isinstance(type, Ref) or (isinstance(type, RefOr) and self.random.random() < 0.6):
            self.reference(type.ref if isinstance(type, RefOr) else type)
        else:
            self.write(f" {self.value(type.other if isinstance(type, RefOr) else type, word)}")

    def reference(self, type: Ref) -> None:
        """Room for a name, drawn when all are known; the signs around it show afterwards whether there was one."""
        self.write(" \x01")
        self.holes.append((len(self.parts), type.kinds, f"{type.apart_from}.{self.path}"))
        self.write("")
        self.write("\x01")

    def value(self, type: Any, word: str) -> str:
        random = self.random
        if type is TEXT_VALUE or type is LABEL:
            return random.choice(_TEXTS)
        if isinstance(type, Choice):
            options = [option.word for option in type.options if option.word != "custom" or word != "type"]
            return random.choice(options)
        if type is RATE:
            return f"{random.choice(('0.92', '1.1 .. 1.3', '150'))} {random.choice(('EUR', 'USD', 'JPY'))}"
        if isinstance(type, Number):
            return self.number(type)
        if isinstance(type, Compared):
            return random.choice((">= ", "< ", "= ")) + self.number(type.number)
        return {
            types.DATE_VALUE: random.choice(("2027-01-31", "2020-02", "2031-12-01")), types.WHEN: "month 6",
            types.FLAG: "", types.CURRENCY: random.choice(("EUR", "USD")), types.CODE: random.choice(("BMC101", "R15")),
            EXCHANGED: random.choice(("EUR", "USD", "GBP")),
            types.NAME: random.choice(("mrr", "churn", "customers", "retention-uplift", "lifetime-value")),
            PICTURE: '"logo.png"', COLOUR: '"#0a7a5c"',
        }[type]

    def number(self, type: Number) -> str:
        random = self.random
        least, most = type.least, type.most
        size = random.choice([each for each in self.sizes if least is None or each[0] != "-"])
        if (most is not None and most < 1_000_000) or (least is not None and least > 0):
            low, high = least if least is not None else -5, most if most is not None else 1_000
            size = str(random.choice((low, high, (low + high) / 2, low + (high - low) / 7 // 1))).removesuffix(".0")
        if type.of == "money":
            size += " " + random.choice(("EUR", "EUR", "EUR", "USD"))
        elif type.of == "share":
            size += "%"
        elif type.of == "duration":
            size += " " + random.choice(("minutes", "hours", "days", "weeks", "months", "quarters", "years"))
        elif type.of == "count" and random.random() < 0.3:
            size += " people"
        period = f" per {random.choice(('day', 'week', 'month', 'quarter', 'year'))}"
        if type.per == "period":
            size += period if random.random() < 0.9 else ""
        elif type.per == "may" and type.of in ("money", "count"):
            size += random.choice(("", period, f"{period} per customer"))
        return size


def _share(depth: int) -> float:
    """How many of its fields a block says: fewer inside, or no model would end."""
    return (0.25, 0.25, 0.18, 0.12, 0.0)[depth]
