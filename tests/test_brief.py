"""What a brief says, as data: sentences, pages of segments, advice, sources; and that nothing is left out."""

import attrs
import pytest
from briefs import MINIMAL, SEVERAL, STUDIO, brief_of, loaded_of, summary_of

from canvasdsl import resources
from canvasdsl.brief.brief import Facts, Findings, Items, Passage, Picture, Prose, Table, Works
from canvasdsl.brief.compose import compose
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Date
from canvasdsl.model.types import Choice, RefOr
from canvasdsl.model.vocabulary import classes, table_of
from canvasdsl.model.walking import texts_in
from canvasdsl.views.phrasing import Phrasing, label_key
from canvasdsl.wording import load_wording

WORDS = load_wording()


def section(brief, id):
    return next(one for one in brief.sections if one.id == id)


def pieces(section, kind):
    return [piece for part in section.parts for piece in part.pieces if isinstance(piece, kind)]


def facts_in(value):
    """All labels with their values, wherever they stand."""
    if isinstance(value, tuple):
        return [fact for part in value for fact in facts_in(part)]
    if attrs.has(type(value)):
        if type(value).__name__ == "Fact":
            return [(value.label, value.values)]
        return [fact for field in attrs.fields(type(value)) for fact in facts_in(getattr(value, field.name))]
    return []


# ---- Five sentences ----


def test_a_ten_line_model_has_five_sentences():
    """Whom it serves, what it offers, how it reaches and keeps them, what is paid for, what it takes."""
    assert summary_of(MINIMAL) == [
        "Riverside Coffee serves Morning commuters.",
        "It offers them Order ahead, skip the queue.",
        "It reaches them through Mobile app and keeps them through Every regular by name (personal assistance).",
        "They pay for Coffee sales.",
        "All this takes Bar at the station and Roast and brew, the help of Two growers' cooperatives, and money for "
        "Rent.",
    ]


def test_an_empty_model_says_what_is_open():
    assert summary_of("") == [
        "Whom The business serves is still open.",
        "What it offers is still open.",
        "How it reaches and keeps them is still open.",
        "What they pay for is still open.",
        "What all this takes and costs is still open.",
    ]


def test_many_things_are_counted():
    """One, two, three and four are named; of seven the first three."""
    first, second, third, fourth, fifth = summary_of(SEVERAL)
    assert first == "T serves S1, S2, S3 and 4 more."
    assert second == "It offers them P1, P2, P3 and 4 more."
    assert third == "It reaches them through C1, C2, C3 and 4 more and keeps them through R1, R2, R3 and 4 more."
    assert fourth == "They pay for V1, V2, V3 and 4 more."
    assert fifth == "All this takes E1, E2, E3 and 4 more."


@pytest.mark.parametrize(("segments", "said"), [
    ('segment a "A"', "T serves A."),
    ('segment a "A"\nsegment b "B"', "T serves A and B."),
    ('segment a "A"\nsegment b "B"\nsegment c "C"', "T serves A, B and C."),
    ('segment a "A"\nsegment b "B" { primary }', "T serves above all B, and also A."),
    ('segment a "A" { size 1_200 people }', "T serves A (1,200 people)."),
    ('segment a "A"\nsegment b "B" { status idea }', "T serves A."),
    ('segment b "B" { status idea }', "T serves B (an idea)."),
])  # fmt: skip
def test_whom_it_serves(segments, said):
    """Ideas count only where there is nothing else, and are marked."""
    assert summary_of(f'canvas "T"\n{segments}')[0] == said


@pytest.mark.parametrize(("body", "said"), [
    ("", "It offers them P."),
    ("relieves x", "It offers them P, and they choose it because it relieves X."),
    ("relieves x; creates y", "It offers them P, and they choose it because it relieves X, and brings Y."),
    ("solves z", "It offers them P, and they choose it because it gets Z done."),
    ("offers newness, design", "It offers them P, and they choose it because it stands out in newness and design."),
    ("relieves x; creates y; solves z; offers price",
     "It offers them P, and they choose it because it relieves X, and brings Y."),
])  # fmt: skip
def test_why_they_choose_it(body, said):
    model = f'canvas "T"\nsegment a "A" {{ pain x "X"; gain y "Y"; job z "Z" }}\nproposition p "P" {{ for a; {body} }}'
    assert summary_of(model)[1] == said


def test_two_offers_take_the_plural():
    model = 'segment a "A" { pain x "X" }\nproposition p "P" { for a; relieves x }\nproposition q "Q" { for a }'
    assert summary_of(model)[1] == "It offers them P and Q, and they choose these because they relieve X."


@pytest.mark.parametrize(("written", "said"), [
    ('channel c "C" { reaches a }', "It reaches them through C; how it keeps them is still open."),
    ('relationship r "R" { with a }', "How it reaches them is still open; it keeps them through R."),
    ('channel c "C" { reaches a }\nchannel d "D"', "It reaches them through C; how it keeps them is still open."),
])  # fmt: skip
def test_how_it_reaches_and_keeps_them(written, said):
    assert summary_of(f'segment a "A"\n{written}')[2] == said


@pytest.mark.parametrize(("written", "said"), [
    ('revenue r "R"', "They pay for R."),
    ('revenue r "R" { from a }', "The money comes from A, for R; nothing is asked of B."),
    ('revenue r "R" { from a, b }', "They pay for R."),
    ('party p "P"\nrevenue r "R" { from a, b, p }', "The money comes from A, B and P, for R."),
    ('revenue r "R" { from a, b; price 3 .. 4 .. 9 EUR per cup }', "They pay for R (3 to 9 EUR per cup, likely 4)."),
])  # fmt: skip
def test_what_they_pay_for(written, said):
    assert summary_of(f'segment a "A"\nsegment b "B"\n{written}')[3] == said


# ---- Order and completeness ----


def test_the_order_of_sections():
    """As a reader wants it: the business, the poster, each segment, what ties them and what they go through, how it
    works, beliefs, advice, words, sources."""
    ids = [one.id for one in brief_of(STUDIO).sections]
    assert ids == ["summary", "poster", "segment-1", "segment-2", "segment-3", "market", "relationships", "journeys",
                   "works", "beliefs", "advice", "terms", "sources"]  # fmt: skip


def test_length_follows_content():
    """A ten-line model has one segment with one line to each question, and no empty part anywhere."""
    brief = brief_of(MINIMAL)
    assert [one.id for one in brief.sections] == ["summary", "poster", "segment-1", "works", "sources"]
    for one in brief.sections:
        for part in one.parts:
            assert part.pieces
            for piece in part.pieces:
                assert any(getattr(piece, field.name) for field in attrs.fields(type(piece)))
    (idic,) = [part for part in section(brief, "segment-1").parts if "individually" in part.title]
    assert isinstance(idic.pieces[0], Passage)


def strings_in(value) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, Prose):
        return {value.text}
    if isinstance(value, tuple):
        return {text for part in value for text in strings_in(part)}
    if attrs.has(type(value)):
        return {text for field in attrs.fields(type(value)) if field.name != "texts"
                for text in strings_in(getattr(value, field.name))}  # fmt: skip
    return set()


def test_no_text_of_the_author_is_left_out():
    """Titles, notes, reasons, mechanisms: each stands somewhere, literally."""
    loaded = loaded_of(STUDIO)
    assert not loaded.has_errors
    said = "\n".join(strings_in(brief_of(STUDIO)))
    written = {text for field, text in texts_in(loaded.canvas) if '"' + text + '"' in STUDIO}
    assert len(written) > 60
    assert {text for text in written if text not in said} == set()


def test_the_front_page():
    brief = brief_of(STUDIO)
    assert brief.title == "Atelier Nord & Söhne"
    assert brief.purpose.markdown and brief.purpose.text.startswith("Furniture")
    assert facts_in(brief.facts) == [("Author", ("Ines Pérez",)), ("Date", ("14 March 2027",)), ("Stage", ("growth",))]
    assert brief.banner == ""


def test_the_date_comes_from_the_file_or_a_flag():
    """Never from a clock; a whole month has no day."""
    assert brief_of(MINIMAL).date is None
    given = brief_of(STUDIO, date=Date(2028, 5, 0))
    assert dict(facts_in(given.facts))["Date"] == ("May 2028",)


def test_a_model_with_errors_has_a_banner():
    assert brief_of('segment a "A" { size of }').banner.startswith("This model has errors")


# ---- Pages of segments ----


def test_needs_with_their_answers():
    """The heaviest first; what nothing answers says so."""
    (table, *_) = pieces(section(brief_of(STUDIO), "segment-1"), Table)
    rows = [(row.head, [cell.lines for cell in row.cells]) for row in table.rows]
    assert rows[1] == ("nobody says what it costs", [
        ("pain",), ("severity 5 of 5",), ("Repair with a fixed price: one number before we begin",)])  # fmt: skip
    assert [head for head, _ in rows][1:3] == ["nobody says what it costs", "dust and noise at home"]
    (other,) = pieces(section(brief_of(STUDIO), "segment-2"), Table)[:1]
    assert other.rows[0].cells[-1].mark == "no"


def test_channels_by_phase():
    table = next(one for one in pieces(section(brief_of(STUDIO), "segment-1"), Table) if one.marks)
    assert [cell.mark for cell in table.rows[1].cells] == ["no", "no", "no", "yes", "yes"]
    assert table.columns == ("Channel", "awareness", "evaluation", "purchase", "delivery", "after-sales")


def test_idic_says_what_is_missing():
    table = pieces(section(brief_of(STUDIO), "segment-1"), Table)[-1]
    missing = {row.head: row.cells[1].lines for row in table.rows}
    assert missing == {
        "Identify": ("their consent",), "Differentiate": ("by what they are worth",),
        "Interact": ("a dialogue in both directions", "a memory for the answers"), "Customize": ("the whole step",),
    }  # fmt: skip


def test_plans_are_a_table():
    table = pieces(section(brief_of(STUDIO), "segment-2"), Table)[-1]
    assert table.columns == ("Plan", "Price", "Customers", "Includes")
    assert [cell.lines for cell in table.rows[0].cells] == [("49 EUR per month",), ("4",), ("visits, wax",)]
    assert table.rows[1].cells[-1].notes == (Prose("With weekend visits."),)


def test_the_offer_against_competitors():
    table = pieces(section(brief_of(STUDIO), "segment-1"), Table)[1]
    assert table.columns == ("Attribute", "Repair with a fixed price", "The furniture shop")
    assert [(row.head, [cell.lines[0] for cell in row.cells]) for row in table.rows] == [
        ("quality", ["5", "3"]), ("price", ["2", "4"])]  # fmt: skip


def test_ideas_are_marked():
    """A segment, an offer, a revenue stream that is an idea says so."""
    offices = section(brief_of(STUDIO), "segment-2")
    assert offices.idea and offices.tags == ("idea",)
    offer = next(item for part in pieces(offices, Items) for item in part.items)
    assert offer.idea and "idea" in offer.tags


def test_segments_look_as_on_the_poster():
    brief = brief_of(STUDIO)
    marks = [(one.segment.accent, one.segment.mark) for one in brief.sections if one.segment]
    assert marks == [(one.accent, one.mark) for one in brief.poster.segments]


def test_what_reaches_no_segment_is_not_lost():
    works = section(brief_of(STUDIO), "works")
    loose = next(part for part in works.parts if part.title == WORDS("brief.works.rest"))
    assert [item.title for item in loose.pieces[0].items] == ["A letter to nobody"]


def test_numbers_and_dates_in_words():
    facts = facts_in(brief_of(STUDIO).sections)
    for wanted in (("Size", "9,000 to 12,000 households"), ("Counts as active", "within 2 years"),
                   ("Price", "180 to 320 EUR per piece, from month 6"), ("Variable", "22.50 EUR per piece"),
                   ("Customers who stay", "70% per year"), ("Claim", "Monthly recurring revenue: 14,000 EUR per month"),
                   ("Severity", "4 of 5")):  # fmt: skip
        assert (wanted[0], (wanted[1],)) in facts
    beliefs = section(brief_of(STUDIO), "beliefs")
    titles = [item.title for piece in pieces(beliefs, Items) for item in piece.items]
    assert "Customers of Households with old furniture at least 900" in titles
    assert any("2 November 2026, survey, weak: 61 of 300" in inner.title
               for piece in pieces(beliefs, Items) for item in piece.items for inner in item.items)  # fmt: skip


# ---- Advice and sources ----


def test_findings_are_advice():
    """The gravest first, one reason for each rule, with the theory behind it; quotations are marked."""
    (findings, accepted) = pieces(section(brief_of(STUDIO), "advice"), Findings)
    order = [group.severity for group in findings.groups]
    assert order == sorted(order, key=("error", "warning", "hint").index)
    group = next(one for one in findings.groups if one.code == "CHN101")
    assert group.word == "Weak point" and group.why and ("T-BMC-3b", "Five channel phases") in group.theory
    assert any(run.code and run.text == "متاحف صغيرة" for run in group.lines[0].message)
    assert group.lines[0].place.startswith("model.bmc, line ")
    (line,) = accepted.groups[0].lines
    assert accepted.groups[0].code == "BMC101" and line.reason == "they come in 2028"


def test_mistakes_in_the_text_are_no_advice():
    """Neither misspelt words nor idle `accept`s are for the reader."""
    brief = brief_of('canvas "T" { colour "red" }\naccept BMC101 because "x"')
    codes = [group.code for one in brief.sections for piece in pieces(one, Findings) for group in piece.groups]
    assert [code for code in codes if code.startswith(("SYN", "REF", "TYP", "STY9"))] == []


def test_sources_stand_once_and_say_what_is_not_verified():
    greeted = STUDIO + "\njourney visit { stage start { touchpoint hello { recognition name } } }\n"
    (works,) = pieces(section(brief_of(greeted), "sources"), Works)
    names = [work.citation for work in works.works]
    assert len(names) == len(set(names)) and names == sorted(names, key=str.casefold)
    assert any(work.citation.startswith("Osterwalder & Pigneur 2010") and not work.remark for work in works.works)
    berry = [work for work in works.works if work.citation.startswith("Berry 1995")]
    assert berry and berry[0].remark.startswith("not verified")
    assert not any(work.citation in ("practitioner usage", "this register") for work in works.works)


# ---- Words ----


@pytest.mark.parametrize("cls", classes(Canvas), ids=lambda cls: cls.word or cls.__name__)
def test_the_catalogue_names_every_word_of_the_vocabulary(cls):
    """A new property or choice needs its label in `templates/wording/`."""
    lacking = []
    for field in table_of(cls).fields:
        if field.name not in ("id", "title", "note") and not any(
            key in WORDS.texts for key in label_key(cls.word, field.name)
        ):
            lacking.append(f"label.{field.name}")
        kind = field.type.other if isinstance(field.type, RefOr) else field.type
        if isinstance(kind, Choice):
            keys = (f"choice.{kind.name.replace(' ', '-')}.{option.word}" for option in kind.options)
            lacking += [key for key in keys if key not in WORDS.texts]
    assert lacking == []


def test_braces_and_marks_in_names_stay():
    """A name is a value, never a pattern."""
    model = 'canvas "{business} {x}"\nsegment a "{segments}"'
    assert summary_of(model)[0] == "{business} {x} serves {segments}."
    say = Phrasing(WORDS, loaded_of("").canvas)
    assert "".join(run.text for run in say.runs(f"a {say.name('b')} c")) == "a b c"
    assert [run.strong for run in say.runs(f"{say.name('b')}{say.name('c')} d")] == [True, True, False]


def test_prose_is_markdown_only_between_three_quotes():
    notes = [prose for piece in pieces(section(brief_of(STUDIO), "terms"), Items) for item in piece.items
             for prose in item.notes]  # fmt: skip
    assert notes == [Prose("A single *chair*, table or cupboard.", markdown=True)]
    works = section(brief_of(STUDIO), "works")
    assert [piece.notes for piece in pieces(works, Facts) if piece.notes] == [(Prose("Written for the bank."),)]


def test_the_same_model_gives_the_same_brief():
    assert compose(loaded_of(STUDIO), WORDS) == compose(loaded_of(STUDIO), WORDS)


# ---- The layers beyond the nine blocks ----

LAYERS = """
canvas "Clinic" {
  learning-goal "to tell a payer from a patient"
  thresholds { segments 7; ltv-to-cac 2.5 }
  customer-centricity { policy "a call before a bill"; measure nps }
}
segment patients "Patients" {
  rung prospect { count 400; conversion 50% }
  rung purchaser { count 200; conversion 40% }
  rung client { count 80 }
  expectation timely { expected 6 of 7; perceived 5 of 7 }
  persona ann "Ann" { traits "hurries"; context "her knee hurts" }
}
relationship care "Care" { with patients; chain satisfaction to loyalty assumed "they say so" }
service desk "Desk" {
  feeds care
  task information { within 1 day }
  task complaint { within 2 days; authority 50 EUR }
  task refund { within 7 days }
}
insight late "They call after eight" { decision "open until nine" }
strategy keep "Keep them" { objective keep; for patients }
crm { type strategic; goal retention }
value-chain { primary-stage network "with doctors" { score 3; uses care } }
tool files "Files" { type crm }
goal stay "They stay" { type retention; measure nps }
metric nps "Would recommend" { type nps; baseline 30; aim 40 by month 12; owner "Mia"; source "survey" }
force wearables "Watches that measure" { type technology; trend rising; response "we read them" }
assess scalability 6 because "rooms are few"
quiz "Who pays?" { answer "The insurer." }
"""


def test_the_order_of_the_layers():
    """What is done, service, what is measured and management before how it works; forces before beliefs."""
    ids = [one.id for one in brief_of(LAYERS).sections]
    order = ["doing", "service", "measures", "management", "works", "forces", "beliefs"]
    assert [id for id in ids if id in order] == order


def test_metrics_are_a_table_without_empty_columns():
    (table,) = pieces(section(brief_of(LAYERS), "measures"), Table)
    assert table.columns == ("Metric", "Now", "Aim", "By", "Source", "Owner")
    assert [cell.lines for cell in table.rows[0].cells] == [("30",), ("40",), ("month 12",), ("survey",), ("Mia",)]


def test_the_value_chain_is_a_table():
    (table,) = pieces(section(brief_of(LAYERS), "management"), Table)
    assert table.columns == ("Part", "Score", "What is done")
    assert [(row.head, [cell.lines for cell in row.cells]) for row in table.rows] == [
        ("network", [("3 of 5",), ("with doctors", "Done by: Care")])]  # fmt: skip


def test_three_blocks_of_a_kind_are_a_table():
    """Where their properties are few: rungs on the page of the segment, tasks of a service."""
    brief = brief_of(LAYERS)
    (ladder,) = pieces(section(brief, "segment-1"), Table)[:1]
    assert ladder.columns == ("Rung of the ladder", "How many", "Climb on") and len(ladder.rows) == 3
    (tasks,) = pieces(section(brief, "service"), Table)
    assert [row.head for row in tasks.rows] == ["information", "complaints", "refunds"]


def test_marks_and_links_read_well():
    facts = facts_in(brief_of(LAYERS).sections)
    assert ("Expectation", ("in time (Expected 6 of 7; Perceived 5 of 7)",)) in facts
    assert ("Link from satisfaction to profit", ("satisfaction to loyalty, assumed: they say so",)) in facts


def test_what_is_for_a_class_stands_in_the_brief_only_if_asked():
    """Without being asked for it, the brief says how much there is; limits of checks are one line."""
    frame = section(brief_of(LAYERS), "works").parts[-1]
    assert "".join(run.text for run in frame.pieces[-1].sentences[0]) == (
        "The model also holds 1 learning goal and 1 question for a class.")  # fmt: skip
    assert ("Limits of checks", ("Segments 7; Worth of a customer for each acquisition cost 2.5",)) in facts_in(frame)
    assert "The insurer." not in "\n".join(strings_in(brief_of(LAYERS, with_source=False)))
    asked = brief_of(LAYERS, for_class=True)
    assert [one.id for one in asked.sections][-2:] == ["class", "sources"]
    assert {"Who pays?", "The insurer.", "to tell a payer from a patient"} <= strings_in(section(asked, "class"))


def drawn_of(brief, id):
    section = next(section for section in brief.sections if section.id == id)
    return [piece.drawing.view for part in section.parts for piece in part.pieces if isinstance(piece, Picture)]


def test_a_few_partners_are_told_and_several_drawn():
    works = next(section.id for section in brief_of(resources.read_text("examples/saas.bmc")).sections
                 if section.kind == "works")  # fmt: skip
    assert "partners" in drawn_of(brief_of(resources.read_text("examples/marketplace.bmc")), works)
    assert "partners" not in drawn_of(brief_of(resources.read_text("examples/clinic.bmc")), works)


def test_sections_hold_the_drawings_that_belong_to_them():
    """Numbered through; a small model goes without drawings of what it says in a few lines."""
    large = brief_of(resources.read_text("examples/clinic.bmc"))
    drawn = {section.kind: [piece.drawing.view for part in section.parts for piece in part.pieces
                            if isinstance(piece, Picture)] for section in large.sections}  # fmt: skip
    assert drawn["works"] == ["value-map", "exchange", "constituencies"]
    assert drawn["journeys"] == ["journey"] * 2 and "idic" in drawn["relationships"]
    assert drawn["management"] == ["tools", "hub", "scorecards"] and "benefits" in drawn["doing"]
    assert [drawn_of(large, f"segment-{number}") for number in (1, 2, 3)] == [["fit"], ["fit"], []]
    numbers = [piece.number for section in large.sections for part in section.parts for piece in part.pieces
               if isinstance(piece, Picture)]  # fmt: skip
    assert numbers == list(range(1, len(numbers) + 1))
    small = brief_of(resources.read_text("examples/minimal.bmc"))
    assert not [piece for section in small.sections for part in section.parts for piece in part.pieces
                if isinstance(piece, Picture)]  # fmt: skip
