"""The page of a rule: `rules/pages/CODE.md` holds its teaching text and a bad and a good example for each branch.

The page is the documentation and the test: every `bad` must raise the rule's code, every `good` must not, and `good`
differs from `bad` only in the mend. Nothing reads pages while a model is checked.
"""

import re

import attrs

from canvasdsl import resources

__all__ = ["Example", "Page", "page_of"]

_FENCE = re.compile(r"^```(bad|good|fixed)\n(.*?)^```\n?", re.MULTILINE | re.DOTALL)
_BRANCH = re.compile(r"^## (.+)\n", re.MULTILINE)


@attrs.frozen
class Example:
    """One branch of a rule: when it speaks, a text that raises it, the same text mended, and what `--fix` writes."""

    branch: str
    bad: str
    good: str
    fixed: str | None


@attrs.frozen
class Page:
    """The page of a rule: its teaching text (Markdown) and its examples."""

    code: str
    text: str
    examples: tuple[Example, ...]


def page_of(code: str) -> Page:
    """The page of a rule: `# CODE name`, text, then `## branch` with fences `bad`, `good` and perhaps `fixed`."""
    raw = resources.read_text(f"rules/pages/{code}.md")
    first, _, body = raw.partition("\n")
    if not first.startswith(f"# {code} "):
        raise ValueError(f"the page of {code} does not begin with its title")
    intro, *rest = _BRANCH.split(body)
    examples = []
    for branch, text in zip(rest[::2], rest[1::2]):
        fences = dict(_FENCE.findall(text))
        examples.append(Example(branch.strip(), fences["bad"], fences["good"], fences.get("fixed")))
    return Page(code, intro.strip(), tuple(examples))
