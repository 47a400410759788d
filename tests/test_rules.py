"""Every rule's page is its test: each branch has a bad example that raises its code and a good one that does not."""

import pytest
from tables import SHIPPED

from canvasdsl.cli.fixing import fixed_text
from canvasdsl.load import load
from canvasdsl.rules import RULES
from canvasdsl.rules.pages import page_of
from canvasdsl.source import Source

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code} {example.branch}")
    for rule in RULES
    for example in page_of(rule.code).examples
]


def codes_of(text: str) -> list[str]:
    """All rules are asked, those of the profiles final and graded too."""
    return [found.code for found in load(Source("model.bmc", text), rules=RULES, tables=SHIPPED).diagnostics]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_bad_raises_the_code_and_nothing_is_wrong_with_its_language(rule, example):
    codes = codes_of(example.bad)
    assert rule.code in codes
    assert not [code for code in codes if code[:3] in ("SYN", "REF", "TYP")]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_good_does_not_raise_it(rule, example):
    codes = codes_of(example.good)
    assert rule.code not in codes
    assert not [code for code in codes if code[:3] in ("SYN", "REF", "TYP")]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_good_differs_from_bad_only_in_the_mend(rule, example):
    """Few lines change: no more than half of the longer text, or two lines of a short one."""
    bad, good = example.bad.splitlines(), example.good.splitlines()
    changed = len(set(bad) ^ set(good))
    assert 0 < changed <= max(4, max(len(bad), len(good)) // 2)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_what_is_mended_is_shown_and_clean(rule, example):
    """Where the finding has a mend, the page shows the text after `check --fix`, and nothing of the code is left."""
    found = load(Source("model.bmc", example.bad), rules=RULES).diagnostics
    if not any(each.code == rule.code and each.fix for each in found):
        assert example.fixed is None
        return
    fixed, _ = fixed_text(Source("model.bmc", example.bad))
    assert rule.code not in codes_of(fixed)
    assert example.fixed == fixed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_has_a_page_with_text(rule):
    page = page_of(rule.code)
    assert len(page.text) > 80
    assert page.examples


def test_codes_are_unique():
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)
