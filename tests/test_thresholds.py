"""Thresholds: the file's own go before the project's, and those before the defaults; a wrong setting is told."""

from decimal import Decimal

import pytest

from canvasdsl.cli import run
from canvasdsl.load import load
from canvasdsl.model.thresholds import Thresholds, default_of
from canvasdsl.model.vocabulary import table_of
from canvasdsl.outside.project import WrongSetting, thresholds_at
from canvasdsl.source import Source

WORDS = tuple(table_of(Thresholds).words)
SIX = 'canvas "A" { stage idea }\n' + "".join(f'segment s{n} "S {n}"\n' for n in range(6))


def canvas(text, **settings):
    given = {word.replace("_", "-"): Decimal(value) for word, value in settings.items()}
    return load(Source("a.bmc", text), settings=given).canvas


@pytest.mark.parametrize("word", WORDS)
def test_each_threshold_has_a_default_within_its_bounds(word):
    number = table_of(Thresholds).words[word].type
    assert number.least <= default_of(word) and (number.most is None or default_of(word) <= number.most)


def test_the_file_goes_before_the_project_and_that_before_the_default():
    assert canvas("").threshold("segments") == 5
    assert canvas("", segments="7").threshold("segments") == 7
    assert canvas('canvas "A" { thresholds { segments 9 } }', segments="7").threshold("segments") == 9
    assert canvas('canvas "A" { thresholds { segments 0 } }', segments="7").threshold("segments") == 0


def project(tmp_path, text):
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    (tmp_path / "sub").mkdir(exist_ok=True)
    (tmp_path / "sub" / "a.bmc").write_text(SIX, encoding="utf-8")
    return str(tmp_path / "sub" / "a.bmc")


def test_a_project_sets_them_for_all_its_files(tmp_path, capfd):
    path = project(tmp_path, "")
    run(["check", path, "--format", "json"])
    assert "BMC115" in capfd.readouterr().out
    path = project(tmp_path, "[tool.canvasdsl.thresholds]\nsegments = 6\nltv-to-cac = 2.5\n")
    assert thresholds_at(path) == {"segments": 6, "ltv-to-cac": Decimal("2.5")}
    run(["check", path, "--format", "json"])
    assert "BMC115" not in capfd.readouterr().out


@pytest.mark.parametrize(("text", "said"), [
    ("[tool.canvasdsl.thresholds]\nsegment = 6\n", "did you mean `segments`"),
    ("[tool.canvasdsl.thresholds]\nxyzzy = 6\n", "explain thresholds"),
    ("[tool.canvasdsl.thresholds]\nsegments = true\n", "is a number"),
    ("[tool.canvasdsl.thresholds]\nsegments = 'many'\n", "is a number"),
    ("[tool.canvasdsl.thresholds]\nsegments = nan\n", "is a number"),
    ("[tool.canvasdsl.thresholds]\nsegments = -1\n", "goes from 0"),
    ("[tool.canvasdsl.thresholds]\nhard-barrier = 9\n", "goes from 0 to 5"),
    ("[tool.canvasdsl]\nthresholds = 3\n", "is a table"),
    ("[tool.canvasdsl]\nthreshold = {}\n", "has no setting `threshold`"),
])  # fmt: skip
def test_a_wrong_setting_is_told_with_its_file(tmp_path, text, said, capfd):
    path = project(tmp_path, text)
    with pytest.raises(WrongSetting) as wrong:
        thresholds_at(path)
    assert said in wrong.value.problem
    assert run(["check", path]) == 2
    told = capfd.readouterr().err
    assert "pyproject.toml" in told and "Traceback" not in told


@pytest.mark.parametrize("text", [
    "[project]\nname = 'canvasdsl-notes'\n", "not toml canvasdsl [", "[tool]\ncanvasdsl = 1\n",
])  # fmt: skip
def test_a_project_without_settings_changes_nothing(tmp_path, text):
    assert thresholds_at(project(tmp_path, text)) == {}
