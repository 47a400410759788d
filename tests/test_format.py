"""The formatter writes one form, keeps every word and comment, and proves it.

Pairs of a text and its canonical form stand in `data/format/cases.txt`.
"""

import re
import unicodedata
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, example, given, settings
from strategies import bmc_texts, broken_texts, long_texts, plain_texts, quoted_texts

from canvasdsl import resources
from canvasdsl.limits import LINE_CHARACTERS
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.model.vocabulary import block_words
from canvasdsl.source import Source
from canvasdsl.syntax import format as formatter
from canvasdsl.syntax.format import Refusal, format_document, proved_format
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.parser import parse
from canvasdsl.syntax.tables import LONG, NUMBER, TEXT
from canvasdsl.syntax.written import canonical_number, canonical_phrase, decode, encode

DATA = Path(__file__).parent / "data" / "format"
EXAMPLES = sorted(resources.path("examples").glob("*.bmc"))
BLOCKS = {"relationship": frozenset({"bond"}), "revenue": frozenset({"plan"}), "dedicated": frozenset()}
WORDS = block_words(Canvas)
THOROUGHLY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def read_cases():
    """Each case of the data file as a parameter: a text and its canonical form."""
    text = (DATA / "cases.txt").read_text(encoding="utf-8").replace("⇥", "\t").replace("␣", " ")
    for case in text.split("\n=== ")[1:]:
        title, _, rest = case.partition("\n")
        before, _, after = rest.partition("---\n")
        yield pytest.param(before, after.rstrip("\n") + "\n", id=title)


def document(text):
    """The Document of a text that has no mistakes of syntax."""
    made = parse(Source("test.bmc", text))
    assert made.diagnostics == ()
    return made


def formatted(text, respelled=None):
    """The proven canonical form."""
    result = proved_format(document(text), blocks=BLOCKS, respelled=respelled or {})
    assert isinstance(result, str), result
    return result


def lines_of(text):
    return text.removesuffix("\n").split("\n")


# ---- The form ---------------------------------------------------------------


@pytest.mark.parametrize(("before", "after"), list(read_cases()))
def test_cases(before, after):
    """Each text has the canonical form that stands beside it, and that is its own."""
    assert formatted(before) == after
    assert formatted(after) == after


@pytest.mark.parametrize("text", ["", "\n", " \t\n\n", ";\n;"])
def test_nothing_stays_nothing(text):
    """A file without items and comments is empty."""
    assert formatted(text) == ""


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_have_the_canonical_form(path):
    """What we show is what the formatter writes."""
    text = path.read_text(encoding="utf-8")
    loaded = load(Source(path.name, text))
    assert proved_format(loaded.documents[0], blocks=WORDS, respelled=loaded.respelled[path.name]) == text


def test_changing_one_property_changes_one_line():
    """No line's layout depends on another: each line of a real file in turn gets another name or value."""
    before = proved_format(document((DATA / "coffee.bmc").read_text(encoding="utf-8")), blocks=WORDS)
    lines = lines_of(before)
    tried = 0
    for number, line in enumerate(lines):
        if not line.startswith("  ") or "{" in line or "}" in line:
            continue
        indent, name, rest = re.fullmatch(r"( +)([\w-]+)(.*)", line).groups()
        for changed in (f"{indent}{name}{rest} something-very-much-longer", f"{indent}a-much-longer-name {rest}"):
            text = "\n".join([*lines[:number], changed, *lines[number + 1 :]])
            after = lines_of(proved_format(document(text), blocks=WORDS))
            assert [at for at, (old, new) in enumerate(zip(lines, after, strict=True)) if old != new] == [number]
            tried += 1
    assert tried > 100


def test_words_are_respelled():
    """Synonyms and either spelling become the one word of the vocabulary, names of items and choices alike."""
    text = (
        'customer-segment commuters "Commuters" { role consumer }\n'
        'Relationship regulars { with commuters; type personal; customise product "a cup" }\n'
    )
    loaded = load(Source("test.bmc", text))
    result = proved_format(loaded.documents[0], blocks=WORDS, respelled=loaded.respelled["test.bmc"])
    assert result == (
        'segment commuters "Commuters" { role user }\n'
        'relationship regulars { with commuters; type personal-assistance; customize product "a cup" }\n'
    )


def test_two_words_for_one_are_a_mistake_and_not_respelled():
    """`segment segment commuters` would be another one."""
    text = 'customer segment commuters "Morning commuters"\n'
    loaded = load(Source("a.bmc", text))
    assert "REF101" in {each.code for each in loaded.diagnostics}
    assert formatted(text, loaded.respelled.get("a.bmc", {})) == text


def test_block_words_know_their_parents():
    """`plan` declares a block in a revenue stream, and is a property of a dedicated service."""
    assert "plan" in WORDS["revenue"] & WORDS["revenue-stream"]
    assert "plan" not in WORDS["dedicated"]
    assert {"bond", "identify", "customise"} <= WORDS["relationship"]
    assert not {"type", "with", "cost"} & WORDS["relationship"]
    assert {"segment", "accept", "import", "cost"} <= WORDS[""]


# ---- The meaning ------------------------------------------------------------


@THOROUGHLY
@given(bmc_texts())
def test_any_text_keeps_its_meaning_and_its_comments(text):
    """The proof holds for every text without mistakes, and it is as strict as Documents are."""
    before = document(text)
    after = formatted(text)
    assert document(after) == before
    assert [comment.text.rstrip() for comment in document(after).comments] == [
        comment.text.rstrip() for comment in before.comments
    ]
    assert formatted(after) == after
    assert after == "" or (after.endswith("\n") and not after.endswith("\n\n") and not after.startswith("\n"))


@THOROUGHLY
@given(bmc_texts())
def test_any_text_keeps_its_values(text):
    """Told without the canonical spelling, which could lose something before and after alike."""
    assert facts(document(formatted(text)).items) == facts(document(text).items)


def facts(items):
    """The names and values of items by plain means of this test: numbers as decimals, texts as what they say."""
    return [
        (unicodedata.normalize("NFC", item.name), [sorted(map(fact, phrase)) for phrase in item.phrases],
         None if item.items is None else facts(item.items))
        for item in items
    ]  # fmt: skip


def fact(value):
    """One value. A currency is its code wherever it stands, a range is two dots, `/` is `per`."""
    if value.kind in (TEXT, LONG):
        return f"text {decode(value)}"
    if value.kind == NUMBER:
        raw = value.text.replace("\u2212", "-").replace("_", "")
        if re.match(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(?![0-9,])", raw):
            raw = raw.replace(",", "")
        found = re.match(r"([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)(?![0-9,])(.*)", raw)
        return f"number {Decimal(found[1]).normalize()} {found[2].replace('K', 'k')}" if found else f"number {raw}"
    same = {"–": "..", "-": "..", "—": "..", "/": "per", "≥": ">=", "≤": "<=", "==": "=", "$": "USD", "€": "EUR"}
    return unicodedata.normalize("NFC", same.get(value.text, value.text))


@pytest.mark.parametrize(
    "price",
    ["€3.80", "3.80€", "3.80 €", "$14,700", "€10-20/cup", "€10 – €20", "10-20 EUR", "10–20 EUR per cup", "5EUR", "5eur",
     "10 .. 20 EUR/cup", "10K EUR", "1.2M EUR", "1E3 EUR", ".5 EUR", "+5 EUR", "€5/month", "€5 until 2027-01-01",
     "€10-20 until 2027-01-01", "€3-4-5/cup", "€1,000-2,000", "3,80 EUR", "-5 EUR", "€10-20 USD"],
)  # fmt: skip
def test_amounts_are_read_as_before(price):
    """The Canvas has the same amount, or the same mistake is told."""
    before = load(Source("test.bmc", f"revenue cups {{ price {price} }}"))
    after = load(Source("test.bmc", formatted(before.source.text)))
    assert meaning(after.canvas) == meaning(before.canvas)
    assert [found.code for found in after.diagnostics] == [found.code for found in before.diagnostics]


@THOROUGHLY
@given(broken_texts())
@example("a 5 -  3")
@example('a "b')
@example("a {\n")
def test_anything_at_all_is_formatted_or_left(text):
    """Never an exception; what has mistakes is left alone, and what has none is formatted."""
    made = parse(Source("test.bmc", text))
    format_document(made, blocks=BLOCKS)
    assert isinstance(proved_format(made, blocks=BLOCKS), Refusal) == bool(made.diagnostics)


@pytest.mark.parametrize("path", [DATA / "coffee.bmc", *EXAMPLES], ids=lambda path: path.name)
def test_models_keep_their_meaning(path):
    """The Canvas says the same, numbers, units and all."""
    loaded = load(Source(path.name, path.read_text(encoding="utf-8")))
    result = proved_format(loaded.documents[0], blocks=WORDS, respelled=loaded.respelled[path.name])
    assert isinstance(result, str)
    assert meaning(load(Source(path.name, result)).canvas) == meaning(loaded.canvas)


def meaning(value):
    """What an entity says, without where and how it was written."""
    if isinstance(value, tuple):
        return [meaning(part) for part in value]
    if isinstance(value, Entity):
        return {field.name: meaning(getattr(value, field.attribute)) for field in type(value).fields}
    if attrs.has(type(value)):
        unsaid = {"item", "file", "key", "span", "written"}
        return {field.name: meaning(getattr(value, field.name)) for field in attrs.fields(type(value))
                if field.name not in unsaid}  # fmt: skip
    return value


# ---- Values -----------------------------------------------------------------


@given(plain_texts)
def test_encoded_texts_are_read_back(text):
    """Whatever a text says, it can be written in one line."""
    assert decode(Value(TEXT, encode(text), 0)) == text
    assert "\n" not in encode(text)
    assert "\u202e" not in encode(text)


@THOROUGHLY
@given(quoted_texts())
def test_quoted_texts_say_the_same(raw):
    """In straight quotes, with the fewest backslashes."""
    after = canonical_phrase([Value(TEXT, raw, 0)])
    assert decode(Value(TEXT, after, 0)) == decode(Value(TEXT, raw, 0))
    assert canonical_phrase([Value(TEXT, after, 0)]) == after


@THOROUGHLY
@given(long_texts())
@example('"""\n   foo\n\u00a0"""')
@example('"""First  \n  second"""')
@example('"""\n\n  foo\n  \n   bar  \n  baz"""')
def test_long_texts_say_the_same(raw):
    """At any level; blank lines, deeper lines and hard breaks stay."""
    after = canonical_phrase([Value(LONG, raw, 0)], indent="    ")
    assert decode(Value(LONG, after, 0)) == decode(Value(LONG, raw, 0))
    assert canonical_phrase([Value(LONG, after, 0)], indent="    ") == after


@pytest.mark.parametrize(
    ("raw", "text"),
    [('"a"', "a"), ('""', ""), ("“a \"b\"”", 'a "b"'), ("„a“", "a"), (r'"\"\\\n\u{41}\d"', '"\\\nA\\d'),
     (r'"\u{zz}\u{0}"', r"\u{zz}\u{0}"), (r'"\u{202E}\u{D800}"', "\u202e\\u{D800}"),
     ('"never closed', "never closed"), ('"', "")],
)  # fmt: skip
def test_what_a_text_says(raw, text):
    """Four escapes; any other backslash is itself."""
    assert decode(Value(TEXT, raw, 0)) == text


def test_hard_breaks_stay():
    """Two blanks at the end of a line mean something in Markdown, in the line behind the quotes too."""
    assert decode(Value(LONG, '"""One  \n    two  \n      three\n"""', 0)) == "One  \ntwo  \n  three"


@pytest.mark.parametrize(
    ("raw", "written"),
    [("12,000", "12_000"), ("1,23", "1,23"), ("1234,567", "1234,567"), ("-12,000.50", "-12_000.50"),
     ("0012345", "0012345"), ("9" * 28, "9_999_999_999_999_999_999_999_999_999"), ("1e999999", "1e999999"),
     ("1E-6", "1e-6"), ("5EUR", "5EUR"),
     ("\u2212.5K", "-0.5k"), ("12345²", "12_345²"), ("9" * 9_000, None)],
)  # fmt: skip
def test_numbers_keep_their_digits(raw, written):
    """Grouped by thousands from five digits on; a mistake stays as it is."""
    after = canonical_number(raw)
    assert after == (written or after)
    assert canonical_number(after) == after
    assert re.sub(r"[^0-9]", "", after).lstrip("0") == re.sub(r"[^0-9]", "", raw).lstrip("0")


# ---- The proof --------------------------------------------------------------


def refusal(text, respelled=None):
    """Why a text is not formatted."""
    result = proved_format(parse(Source("test.bmc", text)), blocks=BLOCKS, respelled=respelled or {})
    assert isinstance(result, Refusal), result
    return result.reason


def test_mistakes_of_syntax_are_left():
    """A file with mistakes is not touched."""
    assert refusal('canvas "Bar') == "it has mistakes of syntax"


def test_a_line_that_would_be_too_long_is_refused():
    """A list that only fits over several lines, since the reader refuses longer ones."""
    text = "segment a { role " + ",\n".join(["buyer"] * (LINE_CHARACTERS // 7 + 1)) + " }"
    assert refusal(text) == "one of its lines would have more than 10_000 characters"
    assert formatted("segment a { role " + ",\n".join(["buyer"] * 1_000) + " }")


def test_a_file_that_would_be_too_large_is_refused(monkeypatch):
    """Blanks count."""
    monkeypatch.setattr(formatter, "FILE_BYTES", 30)
    assert refusal("segment a {\nprimary\nsize 5\n}\n") == "it would have more than 30 bytes"
    assert refusal('segment a { note "ééé"; b }\n\n') != ""
    assert formatted("segment a {\nprimary\n}\n")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [(lambda text: text.replace("820", "821"), "it would not say the same"),
     (lambda text: text.replace("# why", "# because"), "its comments would change"),
     (lambda text: text.replace("# why", ""), "its comments would change"),
     (lambda text: text.replace("}", ""), "it would have mistakes of syntax"),
     (lambda text: text + "\n", "formatting it again would change it")],
)  # fmt: skip
def test_a_formatter_gone_wrong_is_caught(monkeypatch, spoil, reason):
    """The proof does not believe the formatter."""
    honest = formatter.format_document
    calls = []

    def spoilt(*arguments, **options):
        calls.append(1)
        text = honest(*arguments, **options)
        return spoil(text) if len(calls) == 1 else text

    monkeypatch.setattr(formatter, "format_document", spoilt)
    assert refusal("segment a {\ncustomers 820 # why\n}").startswith(f"{reason}; this is a mistake of ours")


def test_a_wrong_respelling_is_seen():
    """Only the words that were handed in may change, and to nothing that reads as something else."""
    assert formatted("custom a", {0: "segment"}) == "segment a\n"
    assert refusal("custom a", {0: "segment b"}).startswith("it would not say the same")
