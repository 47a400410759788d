"""Posters for the tests: blank, small, rich, and one that is hard on everything."""

from canvasdsl import resources
from canvasdsl.load import load
from canvasdsl.source import Source
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.poster.canvas_poster import build
from canvasdsl.views.poster.poster import (
    BLOCKS,
    BlockKey,
    Poster,
    PosterBlock,
    PosterNote,
    PosterSegment,
    PosterWords,
    segment_accent,
    segment_letter,
    segment_mark,
)
from canvasdsl.views.poster.text import poster_words
from canvasdsl.wording import Wording, load_wording

HOSTILE = (
    "<script>alert(1)</script>", "#eval(1)", "{{ 7*7 }}", '=HYPERLINK("http://x")', "]]>", "$x$", "*a* _b_ `c`", "@ref",
    "<label>", "&amp; & &#x41;", "\\u{41} \\n // /* */", "<!-- -->", "' onload='x", '" onload="x', "%PDF", "{count}",
)  # fmt: skip
SCRIPTS = (
    "مقهى على ضفة النهر يعرف كل زبون باسمه", "בית קפה לנוסעי הבוקר", "Ποιότητα και εξυπηρέτηση", "Київ і Львів",
    "Việt Nam, Đặt trước", "e\u0301a\u0323\u0302 x\u0331y\u0303", "العربية and English עברית", "→ ✓ ★ ≥ ∑ ½ €",
)  # fmt: skip
READERS_SCRIPTS = (
    "毎朝、駅のホームでコーヒーを待つ通勤客のための店です。「いつもの」で通じます。", "한국어 카페", "株式会社",
    "👩‍👩‍👧‍👦 families 🇩🇪🇫🇷 👍🏽 1️⃣ ✔️ ☕",
)  # fmt: skip
LONG_NOTE = ("The cooperative buys directly from small growers in three valleys and pays a premium that is fixed each "
             "spring, whatever the market does, and it says so on every bag that leaves the roastery")


def poster(
    title: str = "Riverside Coffee",
    notes: dict[BlockKey, tuple[PosterNote, ...]] | None = None,
    segments: tuple[str, ...] = (),
    *,
    wording: Wording | None = None,
    **rest: str,
) -> Poster:
    """A poster with the catalogue's words."""
    wording = wording or load_wording()
    return Poster(
        title=title, words=poster_words(wording), attribution=wording("poster.attribution"),
        segments=tuple(
            PosterSegment(name=name, accent=segment_accent(index), mark=segment_mark(index),
                          letter=segment_letter(index))
            for index, name in enumerate(segments)
        ),
        blocks=tuple(
            PosterBlock(key=key, title=wording(f"poster.block.{key}"), notes=tuple((notes or {}).get(key, ())),
                        questions=tuple(map(wording, wording.keys(f"poster.questions.{key}"))))
            for key in BLOCKS
        ),
        **rest,
    )  # fmt: skip


def note(title: str, detail: str = "", *segments: int, **rest: object) -> PosterNote:
    """A note."""
    return PosterNote(title=title, detail=detail, segments=segments, **rest)  # type: ignore[arg-type]


BLANK = poster("Business model canvas")
SMALL = poster(
    notes={key: (note(name, "", 0),) for key, name in zip(BLOCKS, (
        "Two growers' cooperatives", "Roast and brew", "Bar at the station", "Order ahead, skip the queue",
        "Every regular by name", "Mobile app", "Morning commuters", "Rent", "Coffee sales",
    ), strict=True)},
    segments=("Morning commuters",), purpose="A commuter coffee bar that knows every regular by name",
)  # fmt: skip
RICH = poster(
    notes={
        "segment": (note("Morning commuters", "12,000 people · niche", 0), note("Families", "Weekends", 1),
                    note("Offices within a kilometre", "42 firms", 2, status="hypothesis")),
        "proposition": (note("Order ahead, skip the queue", "Convenience", 0),
                        note("A table where children are welcome", "", 1),
                        note("Coffee for the whole meeting, hot in ten minutes", "Risk reduction", 2),
                        note("Beans to take home", "", 0, 1)),
        "channel": (note("Mobile app", "Awareness, purchase", 0), note("Counter at platform 2", "Delivery", 0, 1),
                    note("Cargo bike", "Delivery", 2), note("Instagram", orphan=True)),
        "relationship": (note("Every regular by name", "Personal assistance", 0), note("Family Saturday", "", 1),
                         note("A named contact for each office", "from month 2", 2, idea=True)),
        "revenue": (note("Coffee sales", "3.50 to 4.20 EUR per cup", 0, 1), note("Office plan", "49 EUR", 2, idea=True),
                    note("Beans by the bag", "11 EUR", 0, 1), note("Courses", "", 1, status="tested")),
        "resource": (note("Bar at the station", "", 0, 1), note("Order history", "Intellectual", 0, 2)),
        "activity": (note("Roast and brew", "Production", 0, 1, 2), note("Plan the bike routes", "", 2)),
        "partner": (note("Two growers' cooperatives", "Supplier", 0, 1, 2), note("Courier", "", 2, idea=True)),
        "cost": (note("Rent", "2,400 EUR per month", 0, 1), note("Baristas", "7,800 EUR", 0),
                 note("Beans and milk", "0.90 EUR per cup", 0, 1, 2), note("Old web site", orphan=True)),
    },
    segments=("Morning commuters", "Families", "Offices within a kilometre"), date="2027-01-01",
    purpose="A commuter coffee bar that knows every regular by name",
)  # fmt: skip
STRESS = poster(
    "Ünïcode & <b>Straße</b> — الشركة",
    notes={
        "proposition": tuple(note(f"{number + 1}. {LONG_NOTE}", "with a detail that wraps too", number % 3)
                             for number in range(25)),
        "segment": (note("x" * 300, "", 0), *(note(text, text, 1) for text in SCRIPTS)),
        "cost": tuple(note(text, text, 2) for text in HOSTILE),
        "channel": tuple(note(text) for text in HOSTILE[:3]),
    },
    segments=("Commuters", "Familien", "Компании"), purpose="שלום — " + LONG_NOTE,
)  # fmt: skip
MANY_SEGMENTS = poster(
    notes={"segment": tuple(note(f"Segment {number}", "", number) for number in range(20)),
           "proposition": (note("For nine", "a detail", *range(9)), note("For all", "", *range(20)))},
    segments=tuple(f"Segment {number}" for number in range(20)),
)  # fmt: skip
POSTERS: dict[str, Poster] = {
    "blank": BLANK, "small": SMALL, "rich": RICH, "stress": STRESS, "many-segments": MANY_SEGMENTS,
}
EXAMPLES: dict[str, Poster] = {
    path.stem: build(loaded.canvas, load_wording(), value=Phrasing(load_wording(), loaded.canvas).value)
    for path in sorted(resources.folder("examples").glob("*.bmc"))
    for loaded in [load(Source(path.name, path.read_text(encoding="utf-8")))]
}
"""The posters of the shipped examples, as `draw` makes them."""
READERS = poster(notes={"segment": tuple(note(text, text) for text in READERS_SCRIPTS)})
"""Texts that our fonts lack and the reader's have."""

__all__ = [
    "BLANK", "EXAMPLES", "HOSTILE", "LONG_NOTE", "MANY_SEGMENTS", "POSTERS", "READERS", "READERS_SCRIPTS", "RICH",
    "SCRIPTS", "SMALL", "STRESS", "PosterWords", "note", "poster",
]
