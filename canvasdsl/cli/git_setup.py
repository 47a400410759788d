"""`canvasdsl git-setup`: tells git how to merge and to show `.bmc` files, and says what it wrote."""

import os

import click

from canvasdsl.cli.models import print_result, say
from canvasdsl.outside import git_setup
from canvasdsl.outside.git import GitTrouble
from canvasdsl.outside.git_command import call_git
from canvasdsl.outside.trouble import trouble
from canvasdsl.render.escape_terminal import terminal_text

__all__ = ["command"]


@click.command("git-setup")
@click.option("--global", "for_all", is_flag=True, help="In your own settings, for all repositories.")
@click.option("--remove", is_flag=True, help="Take out what this command has written, and nothing else.")
def command(for_all: bool, remove: bool) -> int:
    """Let git merge models by what they mean, and show them in `git diff` without their spacing.

    Without --global this holds in the repository around you alone. Says line by line what it did; a second time it
    changes nothing.
    """
    try:
        place = git_setup.place_for_all() if for_all else git_setup.place_here(os.getcwd())
        said = git_setup.remove(place) if remove else git_setup.set_up(place)
        print_result("".join(f"{terminal_text(line)}\n" for line in said))
        if not (for_all or remove):
            _say_what_else_holds()
    except GitTrouble as wrong:
        raise click.ClickException(str(wrong)) from None
    except OSError as error:
        raise click.ClickException(trouble(error, str(error.filename or place.shown), doing="write")) from None
    return 0


def _say_what_else_holds() -> None:
    """What keeps git from asking us: other attributes, and modules with settings of their own."""
    top = call_git("rev-parse", "--show-toplevel")
    if top.code:
        return  # a bare repository has no files
    attributes = call_git("check-attr", "-z", "merge", "diff", "--", "model.bmc", folder=top.text).out.split(b"\0")
    for word, value in zip(attributes[1::3], attributes[2::3]):
        if value != b"canvasdsl":
            say(f"canvasdsl: other attributes go before these: git takes `{word.decode()}={value.decode()}` for "
                "`model.bmc`; see `git check-attr --all model.bmc`")  # fmt: skip
    if os.path.exists(os.path.join(top.text, ".gitmodules")):
        say("canvasdsl: the submodules here have settings of their own: do the same in each, or say `--global`")
