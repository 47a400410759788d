"""The judges themselves: each must call a bad thing bad and a good one good, else its silence says nothing."""

import json

import pytest

pytestmark = pytest.mark.outside

GOOD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head>
<body><main><h1>A page</h1><p>Some text.</p></main></body></html>"""
BAD = '<!doctype html><html><head><title></title></head><body><img src="data:,"><div id=a><p id=a></span></body></html>'


def test_axe_tells_good_from_bad(open_page, axe):
    """No alt text and no language are found; a plain good page is clean."""
    assert axe(open_page(GOOD)) == []
    assert {"html-has-lang", "image-alt"} <= {one.split(":")[0] for one in axe(open_page(BAD))}


def test_the_nu_validator_tells_good_from_bad(nu_validator):
    """A stray end tag is an error; a plain good page is clean."""
    assert nu_validator(GOOD) == []
    assert any("Stray end tag" in one for one in nu_validator(BAD))


def test_the_sarif_validator_tells_good_from_bad(sarif_validate):
    """A result without a message is an error."""
    driver = {"tool": {"driver": {"name": "x"}}}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0"}
    assert sarif_validate(json.dumps({**log, "runs": [{**driver, "results": []}]})) == []
    assert sarif_validate(json.dumps({**log, "runs": [{**driver, "results": [{"ruleId": "A"}]}]})) != []


def test_a_page_that_asks_for_more_is_noticed(browser, tmp_path):
    """The browser is offline, and a request is seen all the same."""
    page = browser.new_context(offline=True).new_page()
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    path = tmp_path / "page.html"
    path.write_text('<img src="http://localhost:9/x.png">', encoding="utf-8")
    page.goto(path.as_uri())
    page.context.close()
    assert "http://localhost:9/x.png" in seen
