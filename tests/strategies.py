"""Hypothesis strategies for all tests: texts in the language, written as untidily as the grammar allows.

`bmc_texts()` are correct by construction: every test may rely on a Document without mistakes of syntax.
`broken_texts()` are anything at all: correct texts with damage, and soups of the language's signs.
"""

from hypothesis import strategies as st

__all__ = [
    "bmc_texts", "broken_texts", "comments", "item_texts", "long_texts", "phrase_texts", "plain_texts", "quoted_texts",
]  # fmt: skip

BLANKS = ["", " ", "  ", "\t", " \t ", "\u00a0"]
GAPS = [" ", "  ", "\t", "   ", "\u00a0"]
WORDS = [
    "segment", "relationship", "revenue", "plan", "partner", "cost", "stage", "job", "bond", "type", "with", "note",
    "acquisition-cost", "behavioural", "risk", "customise", "customer-segment", "k", "x2", "parent.child", "per", "EUR",
    "cups", "month", "of", "café", "cafe\u0301", "ﬁn", "客户", "عملاء", "לקוחות", "क्षेत्र", "Ωmega", "\u2126hm",
    "mil\u212a",
]  # fmt: skip
NUMBERS = [
    "0", "7", "820", "1200", "12000", "12_000", "12,000", "1,234,567.89", "1_200", "007", ".5", "3.80", "0.123_456",
    "+5", "-5", "\u22125", "-.5", "10k", "10K", "1.2M", "1e6", "1E+6", "5EUR", "3,80", "1,2,3", "-3,80", "5²",
    "9" * 28, "1e999999",
]  # fmt: skip
QUANTITIES = [
    "€3.80", "3.80€", "3.80 €", "$14,700", "$ 5", "€10-20/cup", "€10 – €20", "5%", "5 %", "$5%", "% 5", "5 % %",
    "10-20", "10–20", "10 .. 20", "10..20", "10 - 20 %", "low .. high", "1 .. 2 .. 3 EUR per cup", "EUR/cup",
    "3/month/customer",
    ">= 3", "≥3", "<=5%", "== 4", "> -2", "10  -5", "k -5", "risk  -5", "2027-01-31", "2027-01", "2027-1-1", "..5",
    "...5", "€-5", "5 $ 6", "€", "/", "..", "%",
]  # fmt: skip
CHARACTERS = [
    "a", "b", "Z", " ", "  ", "\t", "1", "é", "e\u0301", "ß", "я", "客", "ع", "ש", "👩\u200d🔬", "🇩🇪",
    "\u200f", "\u00a0",
    "'", "#", ";", ",", ":", "{", "}", "{mrr of x}", "<b>", "&amp;", "=1+1", "]]>", "{{ 7*7 }}", "`",
]  # fmt: skip
QUOTES = ['""', "“”", "„“", "„”", "«»", "»«"]
CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«"}
ESCAPES = [
    '\\"', "\\\\", "\\n", "\\u{1F600}", "\\u{41}", "\\u{202e}", "\\u{9}", "\\u{0}", "\\u{zz}", "\\u", "\\d", "\\ ",
]  # fmt: skip

plain_texts = st.lists(
    st.sampled_from([*CHARACTERS, *'"“”„«»', "\\", "n", "u", "\n", "\u202e"]), max_size=12
).map("".join)  # fmt: skip
"""What a text may stand for: anything that a file can say."""

comments = st.lists(
    st.sampled_from([*CHARACTERS, *'"“«', '"""', "\\"]), max_size=5
).map(lambda parts: "#" + "".join(parts))  # fmt: skip
"""One comment without its line break."""


@st.composite
def quoted_texts(draw):
    """A text between quotes of any kind, with escapes."""
    opening, closing = draw(st.sampled_from(QUOTES))
    inside = [mark for mark in '"“”„«»' if mark not in CLOSING[opening]]
    parts = draw(st.lists(st.sampled_from([*CHARACTERS, *inside, *ESCAPES]), max_size=6))
    return opening + "".join(parts) + closing


@st.composite
def long_texts(draw, in_one_line=False):
    """A Markdown text between triple quotes; its first line may stand behind the quotes."""
    words = st.lists(st.sampled_from([*CHARACTERS, "- x", "\\", '"', '""']), max_size=4).map("".join)
    if in_one_line:
        text = draw(words)
    else:
        edges = st.sampled_from(["", "", " ", "  ", "    ", "\t", "\t  "])
        lines = draw(st.lists(st.builds(lambda *parts: "".join(parts), edges, words, edges), max_size=6))
        text = "\n".join(lines)
    while '"""' in text:
        text = text.replace('"""', "''")
    return f'"""{text.removesuffix(chr(34)).removesuffix(chr(34))}"""'


def values(in_one_line):
    """One value of a phrase, or several that belong together."""
    return st.one_of(
        st.sampled_from(WORDS), quoted_texts(), st.sampled_from(NUMBERS), st.sampled_from(QUANTITIES),
        long_texts(in_one_line=in_one_line),
    )  # fmt: skip


@st.composite
def phrase_texts(draw, in_one_line=True):
    """Values with blanks between them."""
    parts = draw(st.lists(values(in_one_line), min_size=1, max_size=4))
    return "".join(part + draw(st.sampled_from(GAPS)) for part in parts)[:-1]


@st.composite
def item_texts(draw, depth=2, in_one_line=False):
    """An item with its phrases and its body, but without a comment behind it."""
    blanks = st.sampled_from(BLANKS)
    text = draw(st.sampled_from(WORDS)) + draw(st.sampled_from(["", "", "", ":", " :"]))
    phrases = draw(st.lists(phrase_texts(in_one_line=in_one_line), max_size=3))
    if phrases:
        text += draw(st.sampled_from(GAPS)) + phrases[0]
    for phrase in phrases[1:]:
        text += draw(blanks) + "," + draw(_breaks(in_one_line)) + draw(st.sampled_from(GAPS)) + phrase
    if depth and draw(st.booleans()):
        text += draw(_breaks(in_one_line)) + draw(blanks) + draw(_bodies(depth - 1, in_one_line or draw(st.booleans())))
    return text


@st.composite
def _bodies(draw, depth, in_one_line):
    inside = draw(_sequences(depth, in_one_line))
    return "{" + inside + draw(_breaks(in_one_line)) + draw(st.sampled_from(BLANKS)) + "}"


@st.composite
def _breaks(draw, in_one_line):
    """Comments and line breaks, where they end nothing; perhaps none."""
    if in_one_line:
        return draw(st.sampled_from(BLANKS))
    lines = draw(st.lists(st.one_of(st.just(""), comments), max_size=3))
    return "".join(draw(st.sampled_from(BLANKS)) + line + "\n" for line in lines)


@st.composite
def _sequences(draw, depth, in_one_line):
    """Items with one separator or more between them."""
    text = ""
    for number in range(draw(st.integers(0, 4))):
        if number:
            semicolon = in_one_line or draw(st.booleans())
            text += draw(st.sampled_from(BLANKS)) + (draw(st.sampled_from([";", ";;", " ; "])) if semicolon else "")
            breaks = draw(_breaks(in_one_line))
            text += breaks if semicolon or breaks.count("\n") else "\n"
        text += draw(st.sampled_from(BLANKS)) + draw(item_texts(depth=depth, in_one_line=in_one_line))
    return text + draw(st.sampled_from(["", "", ";"]))


@st.composite
def bmc_texts(draw):
    """A whole file without mistakes of syntax."""
    end = draw(st.sampled_from(["", "\n", "\n\n\n", "  # the end", "\n\t"]))
    return draw(_breaks(False)) + draw(_sequences(3, False)) + draw(_breaks(False)) + end


@st.composite
def broken_texts(draw):
    """Anything: a correct text with a stretch taken out or doubled, or a soup of signs."""
    soup = st.sampled_from([*CHARACTERS, *WORDS, *NUMBERS, *QUANTITIES, *'"“”„«»{}{}\n\n', '"""', "\\", "-", "\x85"])
    if draw(st.booleans()):
        return "".join(draw(st.lists(soup, max_size=30)))
    text = draw(bmc_texts())
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 10)))
    return text[:start] + draw(st.sampled_from(["", text[start:end] * 2, draw(soup)])) + text[end:]
