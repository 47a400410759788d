"""What the business earns: its economics in drawings."""

from canvasdsl.brief.brief import Part, Section
from canvasdsl.brief.pictures import pictures_of
from canvasdsl.views.phrasing import Phrasing

__all__ = ["economics_section"]


def economics_section(say: Phrasing) -> Section | None:
    """The page of unit economics; `None` where nothing can be computed."""
    pictures = tuple(pictures_of(say, "survival"))
    if not pictures:
        return None
    return Section(id="economics", title=say.wording("brief.economics.title"), wide=True,
                   parts=(Part(title="", pieces=pictures),))  # fmt: skip
