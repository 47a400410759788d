"""The files for continuous integration: valid as their readers say, safe with strangers' words, and run for real."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

TOP = Path(__file__).parent.parent
SCHEMAS = Path(__file__).parent / "schemas"
SCRIPTS = sorted((TOP / ".ci" / "action").iterdir())
MARKER = "<!-- canvasdsl: what moved -->"
BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None or shutil.which("git") is None, reason="not installed: bash and git")


class Yaml12(yaml.SafeLoader):
    """YAML as GitHub reads it: `on` is a word."""


Yaml12.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:bool" or sign in "tTfF"]
    for sign, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Yaml12)


ACTION = read(TOP / "action.yml")
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
WORKFLOW = read(TOP / "docs" / "ci" / "workflow.yml")


# ---- Valid ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "schema"), [("action.yml", "github-action"), ("docs/ci/workflow.yml", "github-workflow")]
)
def test_github_can_read_them(file, schema):
    rules = json.loads((SCHEMAS / f"{schema}.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft7Validator(rules).iter_errors(read(TOP / file))] == []
    assert [*Draft7Validator(rules).iter_errors({**read(TOP / file), "runs": 5, "jobs": 5})]


def test_pre_commit_can_read_the_hooks_and_the_example():
    """By the functions with which pre-commit itself reads them."""
    from pre_commit.clientlib import load_config, load_manifest

    hooks = {hook["id"]: hook for hook in load_manifest(str(TOP / ".pre-commit-hooks.yaml"))}
    (repository,) = load_config(str(TOP / "docs" / "ci" / "pre-commit-config.yaml"))["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == set(hooks)


def test_hooks_call_commands_that_there_are(tmp_path, monkeypatch):
    """With the arguments that pre-commit gives them: the folder, or the files that changed."""
    monkeypatch.chdir(tmp_path)
    Path("shop.bmc").write_text('canvas   "Shop"\n', encoding="utf-8")
    for hook in read(TOP / ".pre-commit-hooks.yaml"):
        files = ["shop.bmc"] if hook.get("pass_filenames", True) else []
        program, *words = hook["entry"].split()
        assert program == "canvasdsl"
        command = [sys.executable, "-m", program, *words, *hook.get("args", []), *files]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert re.search(hook["files"], "shop.bmc")
    assert Path("shop.bmc").read_text(encoding="utf-8") == 'canvas "Shop"\n'


def test_the_example_uses_inputs_that_there_are():
    used = [step for job in WORKFLOW["jobs"].values() for step in job["steps"] if "canvasdsl" in step["uses"]]
    assert len(used) == 1
    assert set(used[0]["with"]) <= set(ACTION["inputs"])
    page = (TOP / "docs" / "ci" / "README.md").read_text(encoding="utf-8")
    for name, input in ACTION["inputs"].items():
        assert re.search(rf"\| `{name}` \|", page)
        if name not in ("token", "paths"):
            assert f"`{input['default']}` |" in page
    version = re.search(r'^version = "(.+)"', (TOP / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    assert used[0]["uses"].endswith(f"@v{version[1]}")


# ---- Safe -----------------------------------------------------------------------


def test_no_expression_stands_in_a_script():
    """What an expression gives may be written by a stranger: it comes in an environment variable, and never as code."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        for name in step.get("env", {}):
            assert name.startswith("CANVAS_") or name == "GH_TOKEN"
    for script in SCRIPTS:
        assert "${{" not in script.read_text(encoding="utf-8")


def test_texts_of_strangers_are_not_even_read():
    """Titles, bodies and names of branches: of a pull request only its number and the commit of its base are."""
    read_from_event = re.findall(r"github\.(?:event\.[\w.]+|head_ref|ref_name)", json.dumps(ACTION))
    assert set(read_from_event) == {"github.event.pull_request.base.sha", "github.event.pull_request.number"}


def test_the_token_goes_to_one_step_alone():
    assert [name for name, step in STEPS.items() if "inputs.token" in json.dumps(step)] == ["Write the comment"]


def test_the_example_asks_for_no_more_than_it_needs():
    assert WORKFLOW["permissions"] == {}
    assert "pull_request_target" not in WORKFLOW["on"]
    (job,) = WORKFLOW["jobs"].values()
    assert job["permissions"] == {"contents": "read", "pull-requests": "write"}
    checkout = job["steps"][0]["with"]
    assert (checkout["fetch-depth"], checkout["persist-credentials"]) == (2, False)


@needs_bash
@pytest.mark.parametrize("script", [each for each in SCRIPTS if each.suffix == ".sh"], ids=lambda path: path.name)
def test_scripts_are_sound(script):
    """They parse, stop at the first mistake, and quote whatever they were given."""
    text = script.read_text(encoding="utf-8")
    subprocess.run([BASH, "-n", str(script)], check=True)
    assert "\nset -euo pipefail\n" in text
    assert not re.search(r"\beval\b|`[^\\]*`(?!:)|\bcurl\b|\bsudo\b", re.sub(r"(?m)^#.*|'[^'\n]*'|\\`", "", text))
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|\'[^\'\n]*\'|(?m:^\s*#.*)|\$\{#\w+\[@\]\}|\$\(|\[ [^]]* \]', "", text)
    assert "$" not in bare.replace("<<<$", ""), bare


# ---- Run ------------------------------------------------------------------------

GH = '''
import json, os, sys
from pathlib import Path
words = sys.argv[1:]
store = Path(os.environ["FAKE_GH"])
comments = json.loads(store.read_text())
log = store.with_suffix(".log")
with log.open("a") as stream:
    stream.write(json.dumps(words) + "\\n")
assert words[0] == "api" and os.environ["GH_TOKEN"] == "secret"
method = words[words.index("--method") + 1] if "--method" in words else "GET"
if os.environ.get("FAKE_GH_MAY", "write") == "nothing" or (method != "GET" and os.environ.get("FAKE_GH_MAY") == "read"):
    sys.exit("HTTP 403: Resource not accessible by integration")
if method == "GET":
    url, = [word for word in words if word.startswith("repos/")]
    assert url.startswith("repos/owner/shop/issues/7/comments")
    marker = words[words.index("--jq") + 1].split('"')[3]
    for each in comments:
        if each["type"] == "Bot" and each["body"].startswith(marker):
            print(each["id"])
else:
    name, _, file = words[words.index("--field") + 1].partition("=@")
    body = Path(file).read_text(encoding="utf-8")
    url, = [word for word in words if word.startswith("repos/")]
    if method == "POST":
        comments.append({"id": len(comments) + 1, "type": "Bot", "body": body})
    else:
        (comment,) = [each for each in comments if str(each["id"]) == url.rpartition("/")[2]]
        comment["body"] = body
    store.write_text(json.dumps(comments))
'''


class Job:
    """A repository as a job of GitHub finds it, and the steps of the action run in it."""

    def __init__(self, folder):
        self.folder = folder / "shop ü"
        self.temp = folder / "temp"
        self.bin = folder / "bin"
        for each in (self.folder, self.temp, self.bin):
            each.mkdir()
        self.comments = folder / "comments.json"
        self.comments.write_text("[]")
        self.summary, self.output = folder / "summary.md", folder / "output"
        self.program("gh", GH)
        self.program("python", f"import os, sys\nos.execv({sys.executable!r}, [{sys.executable!r}, *sys.argv[1:]])\n")
        self.program("canvasdsl", "import sys\nfrom canvasdsl.cli import run\nsys.exit(run(sys.argv[1:]))\n")
        self.git("init", "--quiet", "--initial-branch=main")

    def program(self, name, text):
        path = self.bin / name
        path.write_text(f"#!{sys.executable}\n{text}", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def git(self, *words):
        done = subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *words],
            cwd=self.folder, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def commit(self, files):
        for name, text in files.items():
            path = self.folder / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "a commit")

    def pull_request(self, before, after):
        """Checks out the merge of a pull request, as GitHub makes it."""
        self.commit(before)
        self.git("checkout", "--quiet", "-b", "theirs")
        self.commit(after)
        self.git("checkout", "--quiet", "main")
        self.commit({})
        base = self.git("rev-parse", "HEAD")
        self.git("merge", "--quiet", "--no-ff", "-m", "merge", "theirs")
        return base

    def run(self, name, *, may="write", **given):
        """One step: the values of its expressions are `given`, or as the action declares them."""
        step = STEPS[name]
        values = {f"inputs.{key}": input["default"] for key, input in ACTION["inputs"].items()}
        values |= {"inputs.token": "secret", **{key.replace("__", "."): value for key, value in given.items()}}
        own = {
            key: re.sub(r"\$\{\{ (.+?) \}\}", lambda found: values[found[1]], text)
            for key, text in step.get("env", {}).items()
        }
        env = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "GH_", "PYTHON"))}
        env |= {
            "PATH": f"{self.bin}{os.pathsep}{env['PATH']}", "GITHUB_ACTION_PATH": str(TOP),
            "RUNNER_TEMP": str(self.temp), "GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_OUTPUT": str(self.output),
            "FAKE_GH": str(self.comments), "FAKE_GH_MAY": may, "GITHUB_PATH": str(self.temp / "path"),
            "GITHUB_REPOSITORY": "owner/shop", **own,
        }  # fmt: skip
        return subprocess.run(
            [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], cwd=self.folder, env=env,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def compare_and_comment(self, base, *, may="write", paths="."):
        compared = self.run("Tell what moved", inputs__paths=paths, github__event__pull_request__base__sha=base)
        assert compared.returncode == 0, compared.stderr
        moved = self.output.read_text().split()[-1].partition("=")[2] if self.output.exists() else ""
        written = self.run("Write the comment", may=may, github__event__pull_request__number="7",
                           steps__compare__outputs__moved=moved)  # fmt: skip
        assert written.returncode == 0, written.stderr
        return written.stdout

    @property
    def bodies(self):
        return [each["body"] for each in json.loads(self.comments.read_text())]


@pytest.fixture
def job(tmp_path):
    return Job(tmp_path)


SHOP = 'canvas "Shop"\nsegment a "A"\nrelationship r "Club" { with a; retention 92% per month }\n'


@needs_bash
def test_findings_become_annotations(job):
    job.commit({"models/shop.bmc": SHOP, "models/wrong one.bmc": "segment a { sze 5 }\n"})
    done = job.run("Check", inputs__paths="models")
    assert done.returncode == 1
    assert re.search(r"(?m)^::error file=models/wrong one\.bmc,line=1,.*title=REF101::", done.stdout)
    assert re.search(r"(?m)^::warning file=models/shop\.bmc,line=2,", done.stdout)
    assert job.run("Check", inputs__paths="models/shop.bmc\r\n\n").returncode == 0
    assert job.run("Check", inputs__paths="models/shop.bmc", inputs__strict="true").returncode == 1
    assert job.run("Check", inputs__paths="nowhere").returncode == 2
    assert job.run("Check", inputs__paths="models/shop.bmc", inputs__profile="nonsense").returncode == 2


@needs_bash
def test_what_moved_is_one_comment_that_is_written_anew(job):
    base = job.pull_request({"shop.bmc": SHOP, "other.bmc": 'canvas "Other"\n'}, {"shop.bmc": SHOP.replace("92", "94")})
    job.comments.write_text(json.dumps([{"id": 1, "type": "User", "body": f"{MARKER} not ours"}]))
    job.compare_and_comment(base)
    (theirs, ours) = job.bodies
    assert theirs.endswith("not ours")
    assert ours.startswith(f"{MARKER}\n# What moved in the business\n\n## `shop.bmc`\n")
    assert "retention ~~92% per month~~ → **94% per month**" in ours
    assert "other.bmc" not in ours
    assert job.summary.read_text() == ours.partition("\n")[2]
    assert job.output.read_text() == "moved=true\n"
    job.commit({"shop.bmc": SHOP.replace("92", "95")})
    job.git("checkout", "--quiet", "-B", "theirs")
    job.git("checkout", "--quiet", "--detach", base)
    job.git("merge", "--quiet", "--no-ff", "-m", "merge", "theirs")
    job.compare_and_comment(base)
    assert len(job.bodies) == 2
    assert "**95% per month**" in job.bodies[1]


@needs_bash
def test_where_nothing_moved_no_comment_is_begun(job):
    base = job.pull_request({"shop.bmc": SHOP}, {"shop.bmc": SHOP + "# a comment\n", "readme.txt": "x"})
    job.compare_and_comment(base)
    assert job.bodies == []
    assert "Nothing moved in the business." in job.summary.read_text()
    assert job.output.read_text() == "moved=false\n"


@needs_bash
def test_models_that_came_and_went_and_parts_of_others(job):
    """A part is told with the model that imports it, and not by itself; what git does not keep is no model of it."""
    before = {"main.bmc": 'import "parts/p.bmc"\ncanvas "M"\n', "parts/p.bmc": 'segment s "S"\n', "gone.bmc": SHOP}
    after = {"parts/p.bmc": 'segment s "T"\n', "gone.bmc": None, "new.bmc": SHOP, "-odd `name`.bmc": SHOP}
    base = job.pull_request(before, after)
    (job.folder / "untracked.bmc").write_text(SHOP)
    job.compare_and_comment(base)
    (body,) = job.bodies
    assert [line for line in body.split("\n") if line.startswith("## ")] == [
        "## `-odd 'name'.bmc`", "## `main.bmc`", "## `new.bmc`", "## `gone.bmc`",
    ]  # fmt: skip
    assert "title ~~\"S\"~~ → **\"T\"**" in body
    job.output.unlink()
    done = job.run("Tell what moved", inputs__paths="parts", github__event__pull_request__base__sha=base)
    assert done.returncode == 0
    assert job.summary.read_text().count("## `parts/p.bmc`") == 1


@needs_bash
@pytest.mark.parametrize("may", ["read", "nothing"])
def test_a_fork_gets_the_summary_alone(job, may):
    base = job.pull_request({"shop.bmc": SHOP}, {"shop.bmc": SHOP.replace("92", "94")})
    said = job.compare_and_comment(base, may=may)
    assert "::notice title=canvasdsl::the job summary tells what moved" in said
    assert job.bodies == []
    assert "**94% per month**" in job.summary.read_text()


@needs_bash
def test_texts_of_strangers_call_nobody_and_run_nothing(job):
    """Neither people nor issues; nor programs of the repository that are called as ours are; nor commands in names."""
    evil = 'canvas "Shop"\nsegment a "@octocat fixes #12 GH-3 <!-- $(touch owned) `touch owned` -->"\n'
    spoiled = "open('owned', 'w').close()\n"
    modules = ("canvasdsl", "venv", "pip", "click", "json", "re", "subprocess", "sitecustomize")
    files = {"shop.bmc": evil, "$(touch owned).bmc": SHOP, "a;touch owned.bmc": SHOP,
             **{f"{name}.py": spoiled for name in modules}}  # fmt: skip
    base = job.pull_request({"shop.bmc": SHOP}, files)
    job.compare_and_comment(base)
    job.run("Check", inputs__paths='.\n$(touch owned)\n"; touch owned; "')
    assert not (job.folder / "owned").exists()
    (body,) = job.bodies
    assert not re.search(r"@\w|#\d|GH-\d", body)
    assert body.count("<!--") == body.count("\\<!--") + 1


@needs_bash
def test_a_base_that_is_not_here_is_told_and_nothing_fails(job):
    job.commit({"shop.bmc": SHOP})
    for base in ("0" * 40, "", "--upload-pack=touch owned", "main; touch owned"):
        done = job.run("Tell what moved", github__event__pull_request__base__sha=base)
        assert done.returncode == 0
        assert "fetch-depth: 2" in done.stdout
    written = job.run("Write the comment", github__event__pull_request__number="7", steps__compare__outputs__moved="")
    assert (written.returncode, job.bodies) == (0, [])


@needs_bash
def test_a_comment_is_never_longer_than_github_takes(job):
    many = "".join(f'segment s{number} "{"x" * 200}"\n' for number in range(400))
    base = job.pull_request({"shop.bmc": SHOP}, {"shop.bmc": SHOP + many})
    job.compare_and_comment(base)
    (body,) = job.bodies
    assert 30_000 < len(body) < 65_536
    assert body.endswith("There is more; `canvasdsl diff` tells all of it.\n")


@needs_bash
def test_canvasdsl_is_installed_from_the_action_itself(job):
    """In an environment of its own, by a Python that takes no module of the repository for its own."""
    job.commit({})
    (job.bin / "python").unlink()
    job.program("python", f'''
import json, pathlib, sys
with open({str(job.temp / "calls")!r}, "a") as stream:
    stream.write(json.dumps(sys.argv[1:]) + "\\n")
if "venv" in sys.argv:
    folder = pathlib.Path(sys.argv[-1]) / "bin"
    folder.mkdir(parents=True)
    (folder / "python").symlink_to({str(job.bin / "python")!r})
''')  # fmt: skip
    done = job.run("Install canvasdsl")
    assert done.returncode == 0, done.stderr
    calls = [json.loads(line) for line in (job.temp / "calls").read_text().splitlines()]
    assert [call[:3] for call in calls] == [["-I", "-m", "venv"], ["-I", "-m", "pip"]]
    assert calls[1][-1] == str(TOP)
    assert (job.temp / "path").read_text() == f"{job.temp / 'canvasdsl' / 'bin'}\n"


def test_the_scripts_agree_on_the_mark_of_the_comment():
    for name in ("compare.py", "comment.sh"):
        assert MARKER in (TOP / ".ci" / "action" / name).read_text(encoding="utf-8")
