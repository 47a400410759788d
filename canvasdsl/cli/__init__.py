"""Floor 10: the command line. Each command is a module of its own and is imported when it is called.

Exit codes: 0 fine; 1 the answer is "no"; 2 the command could not do its work; 130 interrupted. Results go to standard
output, messages for people to standard error; nobody ever sees a traceback.
"""

import os
import sys
from importlib import import_module

import click

__all__ = ["run"]

_COMMANDS = {
    "new": "Write a starter file.",
    "check": "Say what is wrong, why it matters and how to mend it.",
    "fmt": "Write files in their one canonical form.",
    "explain": "Explain a rule, a word of the language or an entry of the theory.",
    "numbers": "Compute the figures of a model, each with its formula and the lines of its inputs.",
    "verify": "Recompute the published tables of the field and say which numbers agree.",
    "theory": "List the ideas of the field and their homes; map a model; write study cards.",
    "draw": "Draw one view of a model.",
    "gallery": "Show all views of a model on one page, and what to write for the others.",
    "brief": "Write the strategy brief.",
    "templates": "Write our templates of the brief into a folder, to change them.",
    "variant": "List the variants of a model, show them side by side, or write one as a plain model.",
    "diff": "Say what moved between two models, or two versions of one.",
    "log": "Tell the story of a model over its repository, commit by commit.",
    "patch": "Make the changes that `diff` told in another model.",
    "rename": "Give a block another id, wherever it is named.",
    "split-segment": "Make two segments or more of one.",
    "merge-segments": "Make one segment of two or more.",
    "git-setup": "Let git merge models and show them by what they mean.",
    "merge-driver": "Merge three versions of a model (git calls it).",
    "textconv": "Print a model in its canonical form (git calls it).",
}
"""The commands in the order in which a newcomer meets them, each with its line in `--help`."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"canvasdsl.cli.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from difflib import get_close_matches

            near = get_close_matches(args[0], _COMMANDS, n=1)
            hint = f" Did you mean `{near[0]}`?" if near else " `canvasdsl --help` lists the commands."
            ctx.fail(f"There is no command `{args[0]}`.{hint}")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.option("--version", is_flag=True, help="Print the version.")
@click.pass_context
def _program(ctx: click.Context, version: bool) -> None:
    """One text file says what a business is: check it, draw its canvas, write its strategy brief."""
    if version:
        from canvasdsl import __version__

        click.echo(f"canvasdsl {__version__}")
    elif ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def run(arguments: list[str]) -> int:
    """Runs one command; returns the exit code."""
    from canvasdsl.outside.trouble import trouble

    try:
        code = _program.main(arguments, prog_name="canvasdsl", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as wrong:
        _say_plainly(f"canvasdsl: {wrong.format_message()}")
        if isinstance(wrong, click.UsageError) and wrong.ctx is not None:
            _say_plainly(f"Try `{wrong.ctx.command_path} --help`.")
        return 2
    except (click.Abort, KeyboardInterrupt):
        _say_plainly("canvasdsl: interrupted")
        return 130
    except OSError as error:
        _say_plainly(f"canvasdsl: {trouble(error, str(error.filename or 'the console'), doing='use')}")
        return 2
    except MemoryError:
        _say_plainly("canvasdsl: there is not enough memory for this model")
        return 2
    except Exception as error:  # the last line of defence: our own mistake, told without a traceback
        if os.environ.get("CANVASDSL_DEBUG"):
            raise
        _say_plainly(
            f"canvasdsl: this is a mistake of ours, not yours ({type(error).__name__}). Please report it with the file "
            "that shows it; CANVASDSL_DEBUG=1 tells more."
        )
        return 2


def _say_plainly(text: str) -> None:
    """The same as `models.say`, without what a command imports; the text may hold what the user typed."""
    from contextlib import suppress

    from canvasdsl.outside import console
    from canvasdsl.render.escape_terminal import terminal_text

    with suppress(OSError):
        console.write(sys.stderr, terminal_text(text) + "\n")
