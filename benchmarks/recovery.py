"""How well several mistakes in one file are told apart: `python -m benchmarks.recovery [--seed N] [--show]`.

40 files of about 400 lines, each with five seeded faults. Three figures:

- *located*: the faults with an error on their line or the next. A fault after which, alone, the file is still a valid
  model (no SYN, REF or TYP error) does not count.
- *spurious*: messages a file that are on no fault's line nor the next: errors, and findings of rules that the text
  without faults does not raise (nor the one with the valid faults alone).
- *kept*: blocks of the clean model that the faulty one has too, at the same place and in the same block, those where a
  fault stands left out.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator

import attrs

from benchmarks.faults import SHARES, Fault, faults_in, faulty
from benchmarks.models import grown, sources
from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.load import Loaded, load
from canvasdsl.model.entities import Entity
from canvasdsl.model.vocabulary import table_of
from canvasdsl.source import Source
from canvasdsl.syntax.nodes import Item

__all__ = ["Result", "measure", "table"]

FILES = 40
_SHOWN = 3
FAULTS = 5
LINES = 400
SEED = 7_001
"""Not one of the seeds that recovery was tuned on, which are below 1000."""


@attrs.define
class Result:
    """What one run found."""

    injected: Counter[str] = attrs.field(factory=Counter)
    counted: Counter[str] = attrs.field(factory=Counter)
    located: Counter[str] = attrs.field(factory=Counter)
    spurious: int = 0
    blocks: int = 0
    kept: int = 0
    files: int = 0

    @property
    def share_located(self) -> float:
        """Located faults among those that count."""
        return sum(self.located.values()) / max(1, sum(self.counted.values()))

    @property
    def share_kept(self) -> float:
        """Kept blocks among those outside the faults."""
        return self.kept / max(1, self.blocks)


def measure(seed: int, files: int = FILES, *, show: bool = False) -> Result:
    """Runs over `files` files with faults seeded by `seed`."""
    result = Result()
    texts = [(name, grown(text, LINES)) for name, text in sources().items()]
    chance = random.Random(seed)
    shares = [SHARES[number % len(SHARES)] for number in range(files * FAULTS)]
    chance.shuffle(shares)
    for number in range(files):
        name, text = texts[number % len(texts)]
        faults = faults_in(text, chance, shares[number * FAULTS : (number + 1) * FAULTS])
        _measure_file(result, name, text, faults, show)
    return result


def _measure_file(result: Result, name: str, text: str, faults: list[Fault], show: bool) -> None:
    clean = load(Source(name, text))
    broken = load(Source(name, faulty(text, faults)))
    lines = {text.count("\n", 0, fault.start) + 1: fault for fault in faults}
    near = set(lines) | {line + 1 for line in lines}
    valid = []
    errors = {line for line, found in _messages(broken) if found.severity is Severity.ERROR}
    for line, fault in lines.items():
        result.injected[fault.kind] += 1
        alone = load(Source(name, faulty(text, [fault])))
        if not alone.has_errors:
            valid.append(fault)
            continue
        result.counted[fault.kind] += 1
        if errors & {line, line + 1}:
            result.located[fault.kind] += 1
        elif show:
            print(f"not located: {_told(broken.source.text, line, fault)}")
    known = {(line, found.code) for line, found in _messages(load(Source(name, faulty(text, valid))))}
    spurious = [
        (line, found) for line, found in _messages(broken) if line not in near and (line, found.code) not in known
    ]
    result.spurious += len(spurious)
    result.files += 1
    blocks = set(_blocks(clean, broken.source.text, faults))
    kept = blocks & set(_blocks(broken, broken.source.text, None))
    result.blocks += len(blocks)
    result.kept += len(kept)
    if show and (spurious or len(kept) < len(blocks)):
        print(f"--- {name}")
        for line, fault in lines.items():
            print(f"  fault {_told(broken.source.text, line, fault)}")
        for line, found in spurious[:_SHOWN]:
            where = broken.source.line(line)[:90]
            print(f"  spurious {line} (of {len(spurious)}): {found.code} {found.message}: {where}")
        for start, word, _ in sorted(blocks - kept)[:_SHOWN]:
            at = broken.source.position(start).line
            print(f"  lost {at} (of {len(blocks - kept)}): {word}: {broken.source.line(at)[:90]}")


def _told(text: str, line: int, fault: Fault) -> str:
    return f"{line} {fault.kind} {fault.text!r}: {text.splitlines()[line - 1][:120]}"


def _messages(loaded: Loaded) -> Iterator[tuple[int, Diagnostic]]:
    for found in loaded.diagnostics:
        if found.severity is Severity.ERROR or found.code[:3] not in ("SYN", "REF", "TYP"):
            yield loaded.source.position(found.span.start).line, found


def _blocks(loaded: Loaded, text: str, faults: list[Fault] | None) -> Iterator[tuple[int, str, int]]:
    """The blocks by their place in the faulty text, their word, and the place of the block around them.

    With `faults` the model is the clean one: places move as the faults move them, and blocks with a fault of their own
    are left out.
    """

    def moved(offset: int) -> int:
        shift = 0
        for fault in faults or ():
            if fault.end <= offset and (fault.start < offset or (fault.text and fault.kind != "token doubled")):
                shift += len(fault.text) - (fault.end - fault.start)
        offset += shift
        while offset < len(text) and text[offset] in " \t\n":
            offset += 1
        return offset

    def walk(entity: Entity, around: int) -> Iterator[tuple[int, str, int]]:
        here = moved(entity.item.start)
        for field in table_of(type(entity)).fields:
            value = getattr(entity, field.attribute)
            for part in value if type(value) is tuple else (value,):
                if isinstance(part, Entity):
                    if not part.by_phrase and not _at_fault(part.item, faults or ()):
                        yield moved(part.item.start), part.word, around if entity is loaded.canvas else here
                    yield from walk(part, here)

    yield from walk(loaded.canvas, 0)


def _at_fault(item: Item, faults: list[Fault] | tuple[Fault, ...]) -> bool:
    """Whether a fault stands in the item and in no block inside it."""
    for fault in faults:
        if item.start <= fault.start < max(item.end, item.start + 1) and not any(
            inner.start <= fault.start < inner.end for inner in item.items or ()
        ):
            return True
    return False


def table(result: Result) -> str:
    """The figures of a run for people."""
    lines = [f"{'kind of fault':<20}{'injected':>10}{'count':>8}{'located':>9}"]
    for kind in sorted(result.injected):
        lines.append(f"{kind:<20}{result.injected[kind]:>10}{result.counted[kind]:>8}{result.located[kind]:>9}")
    lines.append(f"located   {result.share_located:6.1%}  of {sum(result.counted.values())} (at least 95%)")
    lines.append(f"spurious  {result.spurious / result.files:6.2f}  a file (at most 1)")
    lines.append(f"kept      {result.share_kept:6.1%}  of {result.blocks} blocks (at least 97%)")
    return "\n".join(lines)


def main() -> None:
    """Prints the figures; with `--show` every message and block that counts against them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recovery")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    print(table(measure(options.seed, options.files, show=options.show)))


if __name__ == "__main__":
    main()
