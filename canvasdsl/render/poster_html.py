"""The poster as HTML: a fragment that stands in any page, and a page of its own that asks nothing of anyone.

It reads in the order in which a canvas is told, stands as the nine blocks where there is room, stacks where there is
not, and needs no script. All text goes through `escape`.
"""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from canvasdsl import resources
from canvasdsl.render.escape import html_attribute, html_text
from canvasdsl.render.web_fonts import FONT_STACK, font_faces
from canvasdsl.views.marks import RING_WIDTH, mark_polygon
from canvasdsl.views.poster.note import MOST_BEADS
from canvasdsl.views.poster.poster import ACCENTS, READING_ORDER, Poster, PosterBlock, PosterNote, PosterSegment
from canvasdsl.views.poster.text import note_in_words, poster_description, poster_texts, segments_in_words
from canvasdsl.views.typeset import REGULAR, SEMIBOLD

__all__ = [
    "PIECE_CLASSES", "PIECE_ID", "page_of", "poster_font_texts", "poster_fragment", "poster_page", "poster_pieces",
    "poster_style",
]  # fmt: skip

PIECE_ID, PIECE_CLASSES = "\x00id\x00", "\x00classes\x00"
"""What stands in a piece for its id and for further classes; no text that a page can hold has these signs."""

_LIGHTS = 40
"""So many segments can be lit, each by a rule of its own."""

_PAGE_STYLE = """
:root{color-scheme:light dark}
html{background:#fff}
body{font-family:FONTS;margin:0 auto;max-width:100rem;padding:clamp(1rem,3vw,2.5rem)}
@media (prefers-color-scheme:dark){@media screen{html{background:#12181f}}}
@media screen and (min-width:60rem){.poster-grid{min-height:min(70vh,52rem)}}
@page{size:A4 landscape;margin:9mm}
@media print{body{padding:0;max-width:none}.poster-grid{min-height:160mm}}
"""


def poster_page(poster: Poster) -> str:
    """The poster as a whole HTML document with its fonts inside."""
    style = font_faces(poster_font_texts(poster)) + poster_style()
    return page_of(
        poster_fragment(poster), style=style, title=poster.title, language=poster.language,
        direction=poster.direction, description=poster_description(poster).split("\n")[0],
    )


def page_of(body: str, *, style: str, title: str, language: str, direction: str, description: str) -> str:
    """A self-contained HTML document: `body` is written as it is, its `style` is the only one that may act."""
    style = _PAGE_STYLE.replace("FONTS", FONT_STACK) + style
    key = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{key}'; font-src data:; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{html_attribute(language)}" dir="{html_attribute(direction)}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{html_attribute(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="description" content="{html_attribute(description)}">\n'
        f"<title>{html_text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n"
        "</body>\n</html>\n"
    )


def poster_style() -> str:
    """The style sheet of the fragment, without fonts."""
    rules = [resources.read_text("templates/poster.css")]
    rules += [f".poster .a{number}{{--accent:{light}}}" for number, (light, _) in enumerate(ACCENTS)]
    dark = "".join(f".poster .a{number}{{--accent:{dark}}}" for number, (_, dark) in enumerate(ACCENTS))
    rules += [_light(number) for number in range(_LIGHTS)]
    return "".join(rules) + f"@media (prefers-color-scheme:dark){{@media screen{{{dark}}}}}\n"


def _light(number: int) -> str:
    """Whoever points at a segment, or reaches it by the keyboard, sees its notes in all blocks and the rest pale."""
    pointed = f".poster:has(.poster-light.s{number}:is(:hover,:focus-visible),.segment .s{number}:hover)"
    return f"@media screen{{{pointed} .poster-note:not(.s{number}){{opacity:.22}}}}"


def poster_font_texts(poster: Poster) -> tuple[tuple[str, int], ...]:
    """Every text of the fragment with its weight, for `font_faces`."""
    texts = [text for _, text in poster_texts(poster)] + ["0123456789"]
    texts += [segment.letter for segment in poster.segments]
    return tuple((text, weight) for text in texts for weight in (REGULAR, SEMIBOLD))


def poster_fragment(poster: Poster, *, level: int = 1) -> str:
    """The poster as one `section`; its title is a heading of `level`, the blocks are one below."""
    language = f'lang="{html_attribute(poster.language)}" dir="{html_attribute(poster.direction)}"'
    return "".join([
        f'<section class="poster" aria-labelledby="poster-title" {language}>\n',
        f'<p class="poster-banner user" dir="auto">{html_text(poster.banner)}</p>\n' if poster.banner else "",
        f'<header class="poster-head">\n<div>\n<h{level} class="poster-title user" id="poster-title" dir="auto">'
        f"{html_text(poster.title)}</h{level}>\n",
        f'<p class="poster-purpose user" dir="auto">{html_text(poster.purpose)}</p>\n' if poster.purpose else "",
        '</div>\n<div class="poster-aside">\n',
        f'<p class="poster-date user" dir="auto">{html_text(poster.date)}</p>\n' if poster.date else "",
        *_legend(poster),
        '</div>\n</header>\n<div class="poster-grid">\n',
        *(_block(poster.block(key), number + 1, poster, level + 1) for number, key in enumerate(READING_ORDER)),
        f'</div>\n<p class="poster-attribution">{html_text(poster.attribution)}</p>\n</section>\n',
    ])


def poster_pieces(poster: Poster, *, level: int) -> tuple[str, ...]:
    """The head of the poster and its nine blocks in reading order, for a page that shows one of several versions of
    each; `PIECE_ID` and `PIECE_CLASSES` stand where a page puts its own."""
    head = (
        f'<header class="poster-head{PIECE_CLASSES}">\n<div>\n<h{level} class="poster-title user" dir="auto">'
        f"{html_text(poster.title)}</h{level}>\n"
        + (f'<p class="poster-purpose user" dir="auto">{html_text(poster.purpose)}</p>\n' if poster.purpose else "")
        + '</div>\n<div class="poster-aside">\n' + "".join(_legend(poster, lights=False)) + "</div>\n</header>\n"
    )
    blocks = (_block(poster.block(key), number + 1, poster, level + 1, name=PIECE_ID,
                     more=PIECE_CLASSES)
              for number, key in enumerate(READING_ORDER))  # fmt: skip
    return head, *blocks


def _legend(poster: Poster, *, lights: bool = True) -> Iterator[str]:
    several = lights and len(poster.segments) > 1
    entries = []
    for number, segment in enumerate(poster.segments):
        name = f'{_mark(segment)}<span class="user" dir="auto">{html_text(segment.name)}</span>'
        link = f'<a class="poster-light s{number}" href="#poster-segment-{number + 1}">{name}</a>'
        entries.append(f"<li>{link if several else name}</li>")
    if poster.has_ideas:
        entries.append(f'<li><span class="poster-dash"></span><span>{html_text(poster.words.idea)}</span></li>')
    if poster.has_orphans:
        entries.append(f"<li>{_mark(None)}<span>{html_text(poster.words.orphan)}</span></li>")
    if entries:
        label = html_attribute(poster.words.legend)
        yield f'<ul class="poster-legend" aria-label="{label}">\n' + "\n".join(entries) + "\n</ul>\n"


def _block(
    block: PosterBlock, number: int, poster: Poster, level: int, *, name: str = "", more: str = ""
) -> str:  # fmt: skip
    wide = " wide" if block.key in ("cost", "revenue") and len(block.notes) > 2 else ""
    alone = not name
    name = name or f"poster-{block.key}"
    head = (
        f'<section class="poster-block {block.key}{wide}{more}" aria-labelledby="{name}">\n'
        f'<h{level} class="poster-heading" id="{name}"><span class="user">{html_text(block.title)}</span>'
        f'<span class="number" aria-hidden="true">{number}</span></h{level}>\n'
    )
    if block.notes:
        names = [f' id="poster-segment-{at + 1}"' if alone and block.key == "segment" else ""
                 for at in range(len(block.notes))]  # fmt: skip
        notes = "\n".join(_note(note, poster, name) for note, name in zip(block.notes, names))
        return f'{head}<ul class="poster-notes">\n{notes}\n</ul>\n</section>\n'
    questions = "\n".join(f"<li>{html_text(question)}</li>" for question in block.questions)
    listed = f'<ul class="poster-questions">\n{questions}\n</ul>\n' if questions else ""
    return f'{head}{listed}<div class="poster-space"></div>\n</section>\n'


def _note(note: PosterNote, poster: Poster, name: str) -> str:
    kinds = (" idea" if note.idea else "") + (" orphan" if note.orphan else "") + (note.mark and f" {note.mark}")
    if len(poster.segments) > 1:
        kinds += "".join(f" s{number}" for number in note.segments if number < _LIGHTS)
    detail = [html_text(part) for part in (note.detail, note.status) if part]
    if len(note.segments) > MOST_BEADS:
        detail.append(html_text(segments_in_words(note.segments, poster)))
    heard = note_in_words(note, poster)
    return "".join([
        f'<li class="poster-note{kinds}"{name}>{_threads(note, poster)}<div>',
        f'<p class="name user" dir="auto">{html_text(note.title)}</p>' if note.title else "",
        f'<p class="detail user" dir="auto">{" · ".join(detail)}</p>' if detail else "",
        f'<p class="heard" dir="auto">{html_text(heard)}</p>' if heard else "",
        "</div></li>",
    ])


def _threads(note: PosterNote, poster: Poster) -> str:
    if not note.segments or len(note.segments) > MOST_BEADS:
        mark = _mark(None) if note.orphan else ""
        return (f'<span class="poster-threads" aria-hidden="true"><span class="poster-thread"><span class="top">{mark}'
                "</span></span></span>")
    count = {1: "", 2: " two"}.get(len(note.segments), " many")
    threads = "".join(
        f'<span class="poster-thread a{poster.segments[index].accent}"><span class="top">'
        f"{_mark(poster.segments[index])}</span></span>" for index in note.segments
    )
    return f'<span class="poster-threads{count}" aria-hidden="true">{threads}</span>'


def _mark(segment: PosterSegment | None) -> str:
    """The mark of a segment, or the grey dot of what reaches none."""
    if segment is None:
        return '<svg class="poster-mark small" viewBox="-1 -1 2 2" aria-hidden="true"><circle r="1"/></svg>'
    corners = mark_polygon(segment.mark)
    if corners:
        points = " ".join(f"{x:g},{y:g}" for x, y in corners)
        shape = f'<polygon points="{points}"/>'
    elif segment.mark == "ring":
        shape = f'<circle r="{1 - RING_WIDTH / 2:g}" fill="none" stroke="currentColor" stroke-width="{RING_WIDTH:g}"/>'
    else:
        shape = '<circle r="1"/>'
    letter = f'<span class="poster-letter">{html_text(segment.letter)}</span>' if segment.letter else ""
    return (f'<svg class="poster-mark a{segment.accent}" viewBox="-1.15 -1.15 2.3 2.3" aria-hidden="true">{shape}</svg>'
            f"{letter}")

