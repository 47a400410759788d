"""Models for the tests of briefs, and what their outputs say."""

import html
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

from posters import HOSTILE

from canvasdsl import resources
from canvasdsl.brief.brief import Brief
from canvasdsl.brief.compose import compose
from canvasdsl.load import Loaded, load
from canvasdsl.render.brief_html import brief_html
from canvasdsl.render.brief_markdown import brief_markdown
from canvasdsl.rules import RULES
from canvasdsl.source import Source
from canvasdsl.syntax.written import encode
from canvasdsl.wording import Wording, load_wording

DATA = Path(__file__).parent / "data" / "brief"
STUDIO = (DATA / "studio.bmc").read_text(encoding="utf-8")
MINIMAL = resources.read_text("examples/minimal.bmc")
SEVERAL = 'canvas "T"\n' + "".join(
    f'segment s{n} "S{n}"\nproposition p{n} "P{n}" {{ for s{n} }}\nchannel c{n} "C{n}" {{ reaches s{n} }}\n'
    f'relationship r{n} "R{n}" {{ with s{n} }}\nrevenue v{n} "V{n}" {{ from s{n} }}\nresource e{n} "E{n}"\n'
    for n in range(1, 8)
)
MARKDOWN_HOSTILE = (
    "[x](javascript:alert(1))", "![x](http://e.org/x.png)", "1. one", "- a", "# h", "=====", "a | b", "~~s~~",
    ":smile:", "http://e.org www.e.org a@e.org", "    code", "***", "<http://e.org>", "`a` ``b``", "\\*", "> q",
    "{% x %}", "[^1]",
)  # fmt: skip


def loaded_of(text: str, *codes: str) -> Loaded:
    """The model; with `codes` only these rules are asked."""
    rules = tuple(each for each in RULES if each.code in codes) if codes else RULES
    return load(Source("model.bmc", text), rules=rules)


def brief_of(text: str, *, wording: Wording | None = None, **more) -> Brief:
    return compose(loaded_of(text), wording or load_wording(), **more)


def summary_of(text: str) -> list[str]:
    """The five sentences as plain text."""
    (passage,) = brief_of(text).sections[0].parts[0].pieces
    return ["".join(run.text for run in sentence) for sentence in passage.sentences]


def hostile_model() -> tuple[str, list[str]]:
    """The studio with a hostile text in every field that takes one; and all of them."""
    wanted: list[str] = []

    def replaced(match: re.Match[str]) -> str:
        hostile = (*HOSTILE, *MARKDOWN_HOSTILE)
        wanted.append(f"{hostile[len(wanted) % len(hostile)]} №{len(wanted)}")
        return encode(wanted[-1])

    text = re.sub(r'"""(?:.|\n)*?"""|"[^"\n]*"', replaced, STUDIO)
    return text, wanted


class Visible(HTMLParser):
    """The text of the page's body; what screen readers hear is in `heard`."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.tags: set[str] = set()
        self.inside: list[str] = []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.inside.append(tag)

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" not in self.inside:
            self.parts.append(data)


def html_text(page: str) -> str:
    visible = Visible()
    visible.feed(page)
    return "".join(visible.parts)


def markdown_text(text: str) -> str:
    """What a reader of rendered Markdown sees: through the parser, with the blanks as they come."""
    from markdown_it import MarkdownIt

    rendered = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    assert "<img" not in rendered and "<script" not in rendered
    return html.unescape(re.sub(r"<br>|</?[a-z][^>]*>", " ", rendered))


def squeezed(text: str) -> str:
    """Without blanks and invisible characters, composed."""
    return "".join(one for one in unicodedata.normalize("NFKC", text)
                   if not one.isspace() and unicodedata.category(one) != "Cf")  # fmt: skip


def page_of(text: str, **more) -> str:
    return brief_html(brief_of(text, **more))


def markdown_of(text: str, **more) -> str:
    return brief_markdown(brief_of(text, **more))
