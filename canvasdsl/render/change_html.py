"""What moved between two models as one HTML page: the poster with its marks, the changes, and what follows."""

from collections.abc import Iterable, Iterator, Sequence

from canvasdsl import resources
from canvasdsl.brief.change_story import ChangeLine, ChangeStory, FigureMove, FindingLine
from canvasdsl.render.escape import html_attribute, html_text
from canvasdsl.render.poster_html import page_of, poster_font_texts, poster_fragment, poster_style
from canvasdsl.render.web_fonts import font_faces
from canvasdsl.views.poster.poster import Poster
from canvasdsl.views.typeset import REGULAR, SEMIBOLD
from canvasdsl.wording import Wording

__all__ = ["change_page", "changes_in_html", "figures_in_html"]

_MARKS = {"+": "added", "−": "removed", "~": "altered"}


def change_page(story: ChangeStory, poster: Poster) -> str:
    """A document that asks nothing of anyone; it reads without colour, and without its style."""
    body = poster_fragment(poster) + _story(story)
    texts = dict.fromkeys(body.split())
    fonts = [*poster_font_texts(poster), (" ".join(texts), REGULAR), (" ".join(texts), SEMIBOLD)]
    style = font_faces(fonts) + poster_style() + resources.read_text("templates/change.css")
    described = story.wording("change.described", title=poster.title, summary=story.summary)
    return page_of(body, style=style, title=described, language=poster.language, direction=poster.direction,
                   description=described)  # fmt: skip


def _story(story: ChangeStory) -> str:
    words = story.wording
    parts = ['<section class="change">\n', *_heading(words("change.changes"))]
    parts += [f'<p class="warning">{html_text(each)}</p>\n' for each in story.warnings]
    parts.append(f"<p>{html_text(story.summary)}</p>\n")
    parts.append(changes_in_html(story.lines))
    if story.figures:
        parts += _heading(words("change.figures"))
        parts.append(figures_in_html(story.figures, words))
    for name, sign, findings in (("appeared", "+", story.appeared), ("gone", "−", story.gone)):
        if findings:
            parts += _heading(words(f"change.{name}"))
            parts += _list(_finding(sign, each) for each in findings)
    if story.assumptions:
        parts += _heading(words("change.assumptions"))
        parts += _list(f"<li>{_user(each)}</li>" for each in story.assumptions)
    return "".join(parts) + "</section>\n"


def changes_in_html(lines: Iterable[ChangeLine]) -> str:
    """Changes as a list; empty where there are none."""
    return "".join(_list(_change(line) for line in lines))


def figures_in_html(figures: Sequence[FigureMove], words: Wording) -> str:
    """Figures that moved as a table; empty where there are none."""
    if not figures:
        return ""
    heads = "".join(f'<th scope="col">{html_text(words(f"change.column_{name}"))}</th>'
                    for name in ("figure", "before", "after", "difference"))  # fmt: skip
    rows = "".join(
        f'<tr><th scope="row">{_user(each.name)}</th><td>{_user(each.before)}</td><td>{_user(each.after)}</td>'
        f"<td>{html_text(each.difference)}</td></tr>\n" for each in figures
    )
    label = html_attribute(words("change.figures"))
    return (f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">'
            f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n")


def _heading(text: str) -> Iterator[str]:
    yield f"<h2>{html_text(text)}</h2>\n"


def _list(items: Iterable[str]) -> Iterator[str]:
    found = list(items)
    if found:
        yield "<ul>\n" + "\n".join(found) + "\n</ul>\n"


def _change(line: ChangeLine) -> str:
    """One change: what it said struck out, what it says behind it."""
    if line.kind in ("added", "removed"):
        tag = "ins" if line.kind == "added" else "del"
        said = f"<{tag}>{_user(line.text)}</{tag}>"
    elif line.kind == "altered":
        before = f"<del>{_user(line.before)}</del>" if line.before else ""
        after = f"<ins>{_user(line.after)}</ins>" if line.after else ""
        arrow = " → " if before and after else ""
        said = f'<span class="name">{_user(line.name)}</span>: {html_text(line.what)} {before}{arrow}{after}'
    else:
        said = _user(line.text)
    place = f' <span class="place">({html_text(line.place)})</span>' if line.place else ""
    return f'<li class="{_MARKS[line.sign]}"><span class="sign">{line.sign}</span><span>{said}{place}</span></li>'


def _finding(sign: str, line: FindingLine) -> str:
    place = f' <span class="place">({html_text(line.place)})</span>' if line.place else ""
    return (f'<li class="{_MARKS[sign]}"><span class="sign">{sign}</span><span>{html_text(line.code)}: '
            f"{_user(line.message)}{place}</span></li>")


def _user(text: str) -> str:
    """Words of the author's, in their own direction."""
    return f"<bdi>{html_text(text)}</bdi>"
