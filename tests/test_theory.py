"""The register of the field is complete, well formed, free of dangling ids, and read no further than asked for."""

import re
import subprocess
import sys
from itertools import chain
from pathlib import Path

import attrs
import pytest

from canvasdsl import theory

ROOT = Path(__file__).parent.parent

IDS = re.findall(r"T-\S+", """
    T-CUS-1 T-CUS-2 T-CUS-3 T-CUS-4 T-CUS-5 T-CUS-6 T-CUS-7 T-CUS-8 T-CUS-9 T-CUS-10 T-CUS-11 T-CUS-12
    T-TYP-1 T-TYP-2 T-TYP-3 T-TYP-4 T-TYP-5
    T-SEG-1 T-SEG-2 T-SEG-3 T-SEG-4 T-SEG-5 T-SEG-6 T-SEG-7
    T-BMC-0 T-BMC-1 T-BMC-1a T-BMC-2 T-BMC-2a T-BMC-2b T-BMC-3 T-BMC-3a T-BMC-3b T-BMC-4 T-BMC-5 T-BMC-5a T-BMC-5b
    T-BMC-6 T-BMC-7 T-BMC-8 T-BMC-9 T-BMC-10 T-BMC-11 T-BMC-12 T-BMC-13
    T-REL-0 T-REL-1 T-REL-2 T-REL-3 T-REL-4 T-REL-5 T-REL-6 T-REL-7 T-REL-8 T-REL-9 T-REL-10 T-REL-11 T-REL-12
    T-REL-13 T-REL-14 T-REL-15 T-REL-16 T-REL-17 T-REL-18
    T-SVC-1 T-SVC-2 T-SVC-3 T-SVC-4 T-SVC-5 T-SVC-6 T-SVC-7 T-SVC-8 T-SVC-9 T-SVC-10 T-SVC-11 T-SVC-12
    T-CRM-1 T-CRM-2 T-CRM-3 T-CRM-4 T-CRM-5 T-CRM-6 T-CRM-7 T-CRM-8 T-CRM-9 T-CRM-10 T-CRM-11 T-IDIC-0 T-IDIC-1
    T-IDIC-2 T-IDIC-3 T-IDIC-4 T-VC-0 T-VC-P1 T-VC-P2 T-VC-P3 T-VC-P4 T-VC-P5 T-VC-S1 T-VC-S2 T-VC-S3 T-VC-S4 T-RM-1
    T-RM-2 T-RM-3 T-RM-4
    T-STR-0 T-STR-1 T-STR-2 T-STR-3 T-STR-4 T-STR-5 T-STR-6 T-LT-0 T-LT-1 T-LT-2 T-LT-3 T-LT-4 T-LT-5 T-BEN-1
    T-BEN-2 T-BEN-3 T-BEN-4 T-BEN-5
    T-VAL-1 T-VAL-2 T-VAL-3 T-VAL-4 T-VAL-5 T-VAL-6 T-VAL-7 T-VAL-8 T-SAT-1 T-SAT-2 T-SAT-3 T-SAT-4 T-SAT-5 T-SAT-6
    T-SAT-7 T-SAT-8 T-LOY-1 T-LOY-2 T-LOY-3 T-LOY-4 T-ENG-1 T-CEN-1 T-CEN-2
    T-CX-1 T-CX-2 T-JRN-1 T-JRN-2 T-JRN-3
    T-DYN-0 T-DYN-1 T-DYN-2 T-DYN-3 T-DYN-4 T-DYN-5 T-DYN-6 T-MEA-1 T-MEA-2 T-MEA-3 T-MEA-4
    T-ECO-1 T-ECO-2 T-ECO-3 T-ECO-4 T-ECO-5 T-ECO-6 T-ECO-7 T-ECO-8 T-ECO-9 T-ECO-10 T-ECO-11 T-ECO-12 T-ECO-13
    T-ECO-14
    T-EDU-1 T-EDU-2 T-EDU-3
""")

BLOCKS = ["segment", "proposition", "channel", "relationship", "revenue", "resource", "activity", "partner", "cost"]

ENTRIES = theory.entries()


def _texts(entry):
    """Every text of an entry."""
    yield from (entry.title, entry.part, entry.definition, entry.why, entry.example, entry.question, entry.construct)
    yield from entry.synonyms
    yield from (check.text for check in entry.checks)
    yield from chain.from_iterable((work.author, work.work, work.note) for work in entry.sources)
    yield from (entry.compute.text, entry.draw.text)


def _sentences(text):
    return len(re.findall(r"[.?!](?=\s|$)", text))


def test_every_id_of_the_register_is_present_in_order():
    assert [entry.id for entry in ENTRIES] == IDS
    assert len(set(IDS)) == len(IDS) == 180


@pytest.mark.parametrize("id", IDS)
def test_every_id_gives_its_entry(id):
    assert theory.entry(id).id == id


@pytest.mark.parametrize("id", ["", "T", "T-", "T-CUS", "T-CUS-99", "T-XYZ-1", "t-cus-1", "R15", "churn", "T-CUS-1 "])
def test_an_unknown_id_gives_none(id):
    assert theory.entry(id) is None


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_an_entry_is_written_out(entry):
    """Definition, reason, example and question are sentences of plausible length; there is something to check."""
    assert 60 <= len(entry.definition) <= 500 and 1 <= _sentences(entry.definition) <= 3
    assert 30 <= len(entry.why) <= 220 and _sentences(entry.why) == 1
    assert 40 <= len(entry.example) <= 240 and _sentences(entry.example) == 1
    assert 20 <= len(entry.question) <= 140 and _sentences(entry.question) == 1
    assert entry.definition.endswith(".") and entry.why.endswith(".") and entry.example.endswith(".")
    assert entry.question.endswith("?")
    assert entry.title and entry.part and entry.construct and entry.draw.text
    assert len(entry.synonyms) >= 3 and entry.sources and entry.checks


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_the_text_of_an_entry_is_clean(entry):
    """No marks of the register, no double or trailing spaces, balanced back-quotes."""
    for text in _texts(entry):
        assert text == text.strip() and "  " not in text and "\n" not in text
        assert not re.search(r"\[(V|V=|M|S|D)\b", text), text
        assert text.count("`") % 2 == 0, text


@pytest.mark.parametrize("field", ["title", "definition", "why", "example", "question"])
def test_no_two_entries_say_the_same(field):
    texts = [getattr(entry, field) for entry in ENTRIES]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_every_id_that_an_entry_mentions_exists(entry):
    for check in entry.checks:
        assert check.severity in ("error", "warning", "hint")
        assert check.severity == "warning" or not check.promoted
        assert check.text and all(theory.register_rule(id) for id in check.rules)
    assert all(theory.computation(id) for id in entry.compute.ids)
    assert all(theory.drawing(id) for id in entry.draw.ids)
    for text in _texts(entry):
        assert all(theory.register_rule(id) for id in re.findall(r"\bR\d\d\b", text))
        assert all(theory.computation(id) for id in re.findall(r"\bC\d\d\b", text))
        assert all(theory.drawing(id) for id in re.findall(r"\bD\d\d\b", text))
        assert all(theory.entry(id) for id in re.findall(r"\bT-[A-Z]+-[A-Z]?\d+[a-z]?\b", text))


def test_the_annexes_are_complete():
    assert [rule.id for rule in theory.register_rules()] == [f"R{number:02}" for number in range(1, 51)]
    assert [found.id for found in theory.computations()] == [f"C{number:02}" for number in range(1, 43)]
    assert [found.id for found in theory.drawings()] == [f"D{number:02}" for number in range(1, 37)]


@pytest.mark.parametrize("rule", theory.register_rules(), ids=lambda rule: rule.id)
def test_a_consistency_rule_has_a_sentence_a_reason_and_entries(rule):
    assert theory.register_rule(rule.id) is rule
    assert rule.severity in ("error", "warning", "hint") and (rule.severity == "warning" or not rule.promoted)
    assert rule.rule.endswith(".") and rule.why.endswith(".") and rule.why[0] == rule.why[0].upper()
    assert rule.theory and all(theory.entry(id) for id in rule.theory)


def test_every_consistency_rule_is_named_by_a_check_of_an_entry_behind_it():
    for rule in theory.register_rules():
        checks = chain.from_iterable(theory.entry(id).checks for id in rule.theory)
        assert any(rule.id in check.rules for check in checks), rule.id


@pytest.mark.parametrize("found", theory.computations(), ids=lambda found: found.id)
def test_a_computation_has_a_formula_and_entries(found):
    assert theory.computation(found.id) is found
    assert found.name and found.formula
    assert found.theory and all(theory.entry(id) for id in found.theory)


def test_a_drawing_says_what_it_shows():
    for found in theory.drawings():
        assert theory.drawing(found.id) is found
        assert found.kind and found.shows


def test_every_computation_and_drawing_is_mentioned_by_an_entry():
    computed = set(chain.from_iterable(entry.compute.ids for entry in ENTRIES))
    drawn = set(chain.from_iterable(entry.draw.ids for entry in ENTRIES))
    assert computed == {found.id for found in theory.computations()}
    assert drawn == {found.id for found in theory.drawings()}


def test_the_promoted_rules_are_those_of_the_register():
    assert [rule.id for rule in theory.register_rules() if rule.promoted] == ["R01", "R02", "R19"]


@pytest.mark.parametrize("id", ["R00", "R51", "r15", ""])
def test_an_unknown_rule_computation_or_drawing_gives_none(id):
    assert theory.register_rule(id) is None
    assert theory.computation(id) is None
    assert theory.drawing(id) is None


# Sources


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_a_source_says_whether_it_is_verified(entry):
    """What is not verified says what it is instead; years are years."""
    for work in entry.sources:
        assert work.author and isinstance(work.verified, bool)
        assert work.verified or work.note
        assert re.fullmatch(r"(\d{4}(, \d{4})?|early 1980s|late 1990s)?", work.year)
        assert work.citation.startswith(work.author) and "None" not in work.citation


def test_practitioner_usage_is_never_verified():
    works = [work for entry in ENTRIES for work in entry.sources]
    assert not [work for work in works if work.author in ("practitioner usage", "this register") and work.verified]
    assert sum(work.verified for work in works) > 150


def test_a_citation_joins_what_is_known():
    assert theory.Work(author="Simons", year="2010", work="Seven Strategy Questions", verified=True).citation == (
        "Simons 2010, Seven Strategy Questions"
    )
    assert theory.Work(author="Merkle", verified=True).citation == "Merkle"


# What popular texts get wrong and the register must not


@pytest.mark.parametrize("id", ["T-REL-9", "T-SVC-9", "T-STR-0", "T-CRM-7", "T-DYN-0", "T-MEA-2"])
def test_open_lists_say_that_they_are_open(id):
    assert re.search(r"\bopen\b", theory.entry(id).definition)


@pytest.mark.parametrize(("id", "words"), [
    ("T-ECO-2", "ambiguous"), ("T-ECO-2", "percentage points"), ("T-ECO-2", "critics"), ("T-ECO-1", "no general ratio"),
    ("T-SAT-8", "Critics"), ("T-BEN-5", "criticism"), ("T-TYP-4", "not all loyal customers are profitable"),
    ("T-VC-0", "editions differ"), ("T-VC-0", "five primary stages"), ("T-VC-0", "three core processes"),
    ("T-CRM-8", "Authors differ"), ("T-SVC-8", "contested"), ("T-STR-5", "disputed"),
])
def test_disputed_matters_are_told_as_disputed(id, words):
    assert words in theory.entry(id).definition


# Finding


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_synonyms_and_title_lead_to_their_entry(entry):
    for synonym in entry.synonyms:
        assert synonym == synonym.casefold()
        assert theory.find(synonym)[0] == entry, synonym
    assert entry in theory.find(entry.title)[:3]


@pytest.mark.parametrize(("text", "id"), [
    ("churn", "T-ECO-6"), ("NPS", "T-MEA-4"), ("T-rel-5", "T-REL-5"), ("T-BMC-1a", "T-BMC-1a"),
    ("t-bmc-1A", "T-BMC-1a"),
    ("t-vc-p1", "T-VC-P1"), (" T-CUS-1 ", "T-CUS-1"), ("CLV", "T-ECO-3"), ("Lifetime Value", "T-ECO-3"),
    ("personalization", "T-STR-2"), ("Self Service", "T-REL-5"), ("segments", "T-BMC-1"), ("what is churn?", "T-ECO-6"),
    ("what is a niche", "T-BMC-1a"), ("why do customers leave", "T-SVC-10"), ("IDIC", "T-IDIC-0"),
    ("customer's journey", "T-JRN-1"), ("Word of Mouth", "T-BEN-2"), ("5% claim", "T-ECO-2"),
])
def test_find_puts_the_best_first(text, id):
    assert theory.find(text)[0].id == id


@pytest.mark.parametrize("text", ["", " ", "?!", "zzzz", "T-XYZ", "T-REL-99"])
def test_find_gives_nothing_for_nothing(text):
    assert theory.find(text) == ()


def test_the_beginning_of_an_id_gives_its_family():
    assert [entry.id for entry in theory.find("T-IDIC")] == [f"T-IDIC-{number}" for number in range(5)]


# Guiding questions


@pytest.mark.parametrize("block", BLOCKS)
def test_each_block_has_guiding_questions(block):
    asked = theory.questions(block)
    assert len(asked) >= 3 and len(set(asked)) == len(asked)
    assert all(re.fullmatch(r"[A-Z][^?]{5,90}\?", question) for question in asked)


def test_other_words_have_no_guiding_questions():
    assert theory.questions("segments") == theory.questions("") == ()


# Values and reading


def test_entries_are_frozen_values():
    entry = theory.entry("T-CUS-1")
    assert entry is theory.entry("T-CUS-1") and hash(entry)
    assert isinstance(entry, theory.Entry) and isinstance(entry.sources[0], theory.Work)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        entry.title = "other"


def test_an_unknown_name_of_the_module_is_an_attribute_error():
    with pytest.raises(AttributeError, match="Entri"):
        _ = theory.Entri


@pytest.mark.parametrize(("asked", "read"), [
    ("None", []),
    ("theory.entry('T-BMC-4')", ["part-04.toml"]),
    ("theory.entry('T-BMC-4'), theory.entry('T-BMC-5'), theory.find('t-bmc-6')", ["part-04.toml"]),
    ("theory.entry('T-VC-S1'), theory.entry('T-LT-2')", ["part-07.toml", "part-08.toml"]),
    ("theory.entry('T-XYZ-4')", []),
    ("theory.register_rule('R15'), theory.questions('cost'), theory.drawings()", ["annex.toml"]),
    ("theory.entries(), theory.find('churn')", [f"part-{number:02}.toml" for number in range(1, 14)]),
])
def test_only_what_is_asked_for_is_read(asked, read):
    """Importing reads nothing and loads no parser; each file is read once, when something in it is asked for."""
    script = f"""
import sys
from canvasdsl import resources, theory
assert "tomllib" not in sys.modules and "canvasdsl.theory.records" not in sys.modules
real = resources.read_text
resources.read_text = lambda name: (print(name.rpartition("/")[2]), real(name))[1]
{asked}
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == read
