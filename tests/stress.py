"""What is hard on pages and drawings: long, foreign and stacked names, words from right to left, hundreds of notes."""

import re
from collections.abc import Mapping
from functools import cache
from random import Random

from canvasdsl import resources
from canvasdsl.load import Loaded, load
from canvasdsl.source import Source
from canvasdsl.syntax.written import encode
from canvasdsl.wording import Wording, load_wording

__all__ = ["ARABIC", "EXAMPLES", "NAMES", "arabic", "example", "loaded", "many_notes", "named"]

EXAMPLES = tuple(sorted(path.stem for path in resources.path("examples").glob("*.bmc")))
NAMES: dict[str, tuple[str, ...]] = {
    "long": (("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 4)[:200],),
    "wide": ("W" * 200,),
    "words": (("A segment named with many words, of people who come early and leave late " * 4)[:200],),
    "right-to-left": (
        "مقهى على ضفة النهر يعرف كل زبون باسمه ويحفظ طلبه المعتاد", "العربية and English עברית 2027 (50%)",
        "בית קפה לנוסעי הבוקר (Early birds) שפותח בשש",
    ),
    "long-arabic": (("مقهىالنهرالكبيروالصغيروالمتوسط" * 8)[:200],),
    "emoji": ("👩‍👩‍👧‍👦 families 🇩🇪🇫🇷🇯🇵 👍🏽 1️⃣ ✔️ ☕ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🧑🏿‍🚀",),
    "marks": ("x\u0331\u0302\u0308y\u0303\u0323 e\u0301\u0302\u0304 Z\u0351\u036b\u0343 a\u0323\u0302o\u0361a " * 2,),
    "cjk": ("毎朝、駅のホームでコーヒーを待つ通勤客のための店です。「いつもの」で通じます。한국어 카페 咖啡店的常客",),
    "thai": ("กาแฟยามเช้าสำหรับผู้โดยสารรถไฟที่เร่งรีบทุกวันทำงาน น้ำผึ้ง ที่นี่ ปี่",),
    "hindi": ("सुबह की कॉफ़ी यात्रियों के लिए हमारी छोटी दुकान प्रतिदिन खुलती है",),
}  # fmt: skip
"""Names that an author may give, by what is hard about them."""
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_FILES = re.compile(r"\s*(import|logo|accent|purchases)\b")


def example(name: str) -> str:
    """The text of a shipped example."""
    return resources.read_text(f"examples/{name}.bmc")


def loaded(text: str) -> Loaded:
    """The model, no rule asked."""
    return load(Source("model.bmc", text), rules=())


def named(text: str, names: tuple[str, ...], *, seed: int = 0) -> str:
    """The model with one of the names, and a number, in place of each text between quotes; the same text stays the
    same, so that what refers to a title still finds it."""
    random = Random(seed)
    given: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        if match[0] not in given:
            given[match[0]] = encode(f"{random.choice(names)} {len(given)}")
        return given[match[0]]

    return "\n".join(line if _FILES.match(line) else re.sub(r'(?<!")"[^"\n]+"(?!")', name, line)
                     for line in text.split("\n"))  # fmt: skip


def arabic(wording: Wording) -> Wording:
    """The catalogue as one in Arabic would be: each letter an Arabic one, the places of values as they are."""
    def turned(text: str) -> str:
        parts = re.split(r"(\{[a-z_]+\})", text)
        return "".join(part if part.startswith("{") else re.sub("[A-Za-z]", _letter, part) for part in parts)

    def both(text: str | Mapping[str, str]) -> str | Mapping[str, str]:
        return turned(text) if isinstance(text, str) else {form: turned(one) for form, one in text.items()}

    return Wording("ar", {key: both(text) for key, text in wording.texts.items()})


def _letter(match: re.Match[str]) -> str:
    return _LETTERS[(ord(match[0].lower()) - ord("a")) % len(_LETTERS)]


ARABIC = arabic(load_wording())


@cache
def many_notes(count: int = 400) -> str:
    """A canvas of so many notes: ten segments, and the rest shared among the other eight blocks."""
    verbs = {"proposition": "for", "channel": "reaches", "relationship": "with", "revenue": "from", "resource": "",
             "activity": "", "partner": "", "cost": ""}  # fmt: skip
    lines = ['canvas "Many notes"', *(f'segment s{number} "Segment number {number}"' for number in range(10))]
    for number in range(count - 10):
        kind, verb = list(verbs.items())[number % len(verbs)]
        body = f" {{ {verb} s{number % 10} }}" if verb else ""
        lines.append(f'{kind} {kind}{number} "A {kind} with a name of some words {number}"{body}')
    return "\n".join(lines) + "\n"
