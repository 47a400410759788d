"""Words that first-year students wrote in models of their own: each is understood, or the answer says what to write."""

import pytest

from canvasdsl.load import load
from canvasdsl.source import Source


def found(text: str) -> list[tuple[str, str]]:
    mistakes = load(Source("model.bmc", text)).diagnostics
    return [(each.code, each.help) for each in mistakes if each.code[:3] in ("SYN", "REF", "TYP")]


@pytest.mark.parametrize(
    "text",
    [
        'segment sellers "Sellers" { side subsidy }',
        'segment teams "Teams"\nrevenue rooms "Rooms" { from teams; type lease }',
        'segment guests "Guests"\nrevenue cut "Our share" { from guests; type commission }',
        'segment donors "Donors"\nrevenue gifts "Gifts" { from donors; type donations }',
        'party shops "Supermarkets" { role supplier }',
        'segment firms "Firms"\nresource lawyers "Four lawyers"\n'
        "relationship counsel { with firms; dedicated { accounts-per-rep 16; staff lawyers } }",
    ],
)
def test_what_students_write_is_understood(text):
    assert found(text) == []


@pytest.mark.parametrize("word", ["with donors; type long-term", "with donors"])
def test_whom_one_has_a_relationship_with_is_a_segment(word):
    """A party keeps its role as a segment."""
    ((code, help),) = found(f'party donors "Donors" {{ role patron }}\nrelationship thanks "Thanks" {{ {word} }}')
    assert code == "REF204"
    assert "declare `donors` as a `segment`" in help


def test_an_expectation_may_have_words_of_its_own():
    ((code, help),) = found('segment couples "Couples" { expectation quiet { expected 6 of 7 } }')
    assert code == "TYP101"
    assert help.endswith('in your own words: `other "quiet"`')
    assert found('segment couples "Couples" { expectation other "quiet" { expected 6 of 7 } }') == []


def test_a_number_behind_a_word_for_customers_counts_them():
    """It is no name of a segment, so that the block that takes a number is named."""
    ((code, help),) = found('segment people "P"\nrevenue sales "S" { from people; customers 300 people }')
    assert code == "REF102"
    assert "belongs in `segment` or `plan`" in help


@pytest.mark.parametrize(("line", "word"), [
    ('channel shop "S" { for people }', "reaches"),
    ('channel shop "S" { with people }', "reaches"),
    ('relationship club "C" { reaches people; type personal }', "with"),
])  # fmt: skip
def test_the_verb_to_a_segment_is_told_where_another_block_has_another(line, word):
    ((code, help),) = found(f'segment people "P"\n{line}')
    assert code == "REF102"
    assert help == f"did you mean `{word}`?"


@pytest.mark.parametrize(("line", "word"), [
    ('proposition nap "N" { relieves sleep }', "solves"),
    ('proposition nap "N" { creates noise }', "relieves"),
    ('proposition nap "N" { solves calm }', "creates"),
    ('proposition nap "N"\nchannel shop "S" { reaches nap }', "carries"),
])  # fmt: skip
def test_a_name_behind_the_wrong_word_is_put_behind_its_own(line, word):
    source = Source("a.bmc", f'segment people "P" {{ job sleep "S"; pain noise "N"; gain calm "C" }}\n{line}')
    (wrong,) = (each for each in load(source, rules=()).diagnostics if each.code == "REF204")
    name = source.text[wrong.span.start : wrong.span.end]
    assert f"stands behind `{word}`: write `{word} {name}`" in wrong.help
    assert wrong.fix is not None and wrong.fix.edits[0].text == word
