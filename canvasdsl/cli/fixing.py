"""`check --fix`: makes the mechanical mends as text edits, loads again, and writes only what has become better."""

from canvasdsl.cli.models import say
from canvasdsl.diagnostics import Fix, Severity
from canvasdsl.load import Loaded, load
from canvasdsl.outside.files import read_source
from canvasdsl.outside.resolver import Resolver
from canvasdsl.outside.tables import FileTables
from canvasdsl.outside.writing import trouble, write_text
from canvasdsl.source import Source
from canvasdsl.syntax.edits import apply_fixes

__all__ = ["fix_file", "fixed_text"]

_ROUNDS = 10


def fix_file(path: str) -> bool:
    """Mends the file at `path` in place and says how many mends were made; `False` where they can't be written.

    Imported files are left as they are.
    """
    if path == "-":
        say("canvasdsl: --fix can't mend standard input; what was read is checked as it is")
        return True
    reading = read_source(path)
    if not reading.readable or reading.diagnostics:
        return True
    text, made = fixed_text(reading.source)
    if not made:
        return True
    try:
        write_text(path, text)
    except OSError as error:
        say(f"canvasdsl: {trouble(error, path, doing='write')}")
        return False
    say(f"{path}: {made} {'mend' if made == 1 else 'mends'} made")
    return True


def fixed_text(source: Source) -> tuple[str, int]:
    """The text with all mends made that make it better, and how many they are.

    Each round applies the fixes that do not overlap and loads the result. If a round made anything worse, its fixes are
    tried one by one, and those that do are left out for good.
    """
    made = 0
    refused: set[tuple[object, ...]] = set()
    tables = FileTables(Resolver(source))
    loaded = _load(source, tables)
    for _ in range(_ROUNDS):
        codes, fixes = _fixes(loaded, refused)
        if not fixes:
            break
        text, applied = _applied(source, fixes)
        better = _load(Source(source.name, text), tables)
        if not _is_better(loaded, better, codes):
            for fix in fixes:
                text, applied = _applied(source, [fix])
                better = _load(Source(source.name, text), tables)
                if _is_better(loaded, better, codes):
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


def _load(source: Source, tables: FileTables) -> Loaded:
    resolver = Resolver(source)
    return load(source, resolver.read, tables=tables.resolving(resolver))


def _fixes(loaded: Loaded, refused: set[tuple[object, ...]]) -> tuple[frozenset[str], list[Fix]]:
    """The fixes of the file itself, and the codes of their findings."""
    name = loaded.source.name
    fixable = [
        (each.code, each.fix) for each in loaded.diagnostics
        if each.fix is not None and all(edit.span.source == name for edit in each.fix.edits)
        and _key(each.fix) not in refused
    ]  # fmt: skip
    return frozenset(code for code, _ in fixable), [fix for _, fix in fixable]


def _key(fix: Fix) -> tuple[object, ...]:
    return (fix.title, *((edit.span.start, edit.text) for edit in fix.edits))


def _is_better(before: Loaded, after: Loaded, codes: frozenset[str]) -> bool:
    """Fewer mistakes of syntax; or as many, and fewer of names and values; or as many, and fewer of what was mended.

    A mend may bring to light what was hidden behind the mistake, so other findings do not count.
    """

    def measure(loaded: Loaded) -> tuple[int, int, int]:
        errors = [each.code[:3] for each in loaded.diagnostics if each.severity is Severity.ERROR]
        mended = sum(each.code in codes for each in loaded.diagnostics)
        return errors.count("SYN"), errors.count("REF") + errors.count("TYP"), mended

    return measure(after) < measure(before)
