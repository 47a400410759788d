"""`check --fix`: makes the mechanical mends as text edits, loads again, and writes only what has become better."""

from collections import Counter

from canvasdsl.cli.models import say
from canvasdsl.diagnostics import Fix, Severity
from canvasdsl.load import Loaded, load
from canvasdsl.outside.files import read_source
from canvasdsl.outside.resolver import Resolver
from canvasdsl.outside.writing import trouble, write_text
from canvasdsl.source import Source
from canvasdsl.syntax.edits import apply_fixes

__all__ = ["fix_file", "fixed_text"]

_ROUNDS = 10


def fix_file(path: str) -> None:
    """Mends the file at `path` in place and says how many mends were made. Imported files are left as they are."""
    if path == "-":
        say("canvasdsl: --fix can't mend standard input; what was read is checked as it is")
        return
    reading = read_source(path)
    if not reading.readable or reading.diagnostics:
        return
    text, made = fixed_text(reading.source)
    if not made:
        return
    try:
        write_text(path, text)
    except OSError as error:
        say(f"canvasdsl: {trouble(error, path, doing='write')}")
        return
    say(f"{path}: {made} {'mend' if made == 1 else 'mends'} made")


def fixed_text(source: Source) -> tuple[str, int]:
    """The text with all mends made that make it better, and how many they are.

    Each round applies the fixes that do not overlap and loads the result. If a round made anything worse, its fixes are
    tried one by one, and those that do are left out for good.
    """
    made = 0
    refused: set[tuple[object, ...]] = set()
    loaded = _load(source)
    for _ in range(_ROUNDS):
        fixes = [fix for fix in _fixes(loaded) if _key(fix) not in refused]
        if not fixes:
            break
        text, applied = _applied(source, fixes)
        better = _load(Source(source.name, text))
        if not _is_better(loaded, better):
            for fix in fixes:
                text, applied = _applied(source, [fix])
                better = _load(Source(source.name, text))
                if _is_better(loaded, better):
                    break
                refused.add(_key(fix))
            else:
                break
        source, loaded = Source(source.name, text), better
        made += applied
    return source.text, made


def _applied(source: Source, fixes: list[Fix]) -> tuple[str, int]:
    fixed = apply_fixes({source.name: source.text}, fixes)
    return fixed.texts.get(source.name, source.text), len(fixed.applied)


def _load(source: Source) -> Loaded:
    return load(source, Resolver(source).read)


def _fixes(loaded: Loaded) -> list[Fix]:
    name = loaded.source.name
    return [
        each.fix for each in loaded.diagnostics
        if each.fix is not None and all(edit.span.source == name for edit in each.fix.edits)
    ]  # fmt: skip


def _key(fix: Fix) -> tuple[object, ...]:
    return (fix.title, *((edit.span.start, edit.text) for edit in fix.edits))


def _is_better(before: Loaded, after: Loaded) -> bool:
    """Fewer things can be mended, no more errors of the language, and no syntax error that was not there."""
    def errors(loaded: Loaded, family: str = "") -> int:
        return sum(each.severity is Severity.ERROR and each.code.startswith(family) for each in loaded.diagnostics)

    old, new = Counter(each.code for each in before.diagnostics), Counter(each.code for each in after.diagnostics)
    return (
        errors(after) <= errors(before)
        and errors(after, "SYN") <= errors(before, "SYN")
        and (sum(new.values()) < sum(old.values()) or errors(after) < errors(before))
    )
