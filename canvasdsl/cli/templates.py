"""`canvasdsl templates`: our templates of the brief, to change them."""

import click

from canvasdsl.cli.models import say
from canvasdsl.outside.templates import eject
from canvasdsl.outside.trouble import trouble

__all__ = ["command"]


@click.command("templates")
@click.option("--eject", "folder", required=True, metavar="DIR", help="The new folder to write them into.")
def command(folder: str) -> int:
    """Write our templates of the brief into a new folder.

    Change them there, and give the folder to `canvasdsl brief --templates DIR`. What you take out of it stays ours.
    """
    try:
        names = eject(folder)
    except FileExistsError:
        say(f"canvasdsl: `{folder}` is there already, and nothing is written over it; name a new folder")
        return 2
    except OSError as error:
        say(f"canvasdsl: {trouble(error, folder, doing='write')}")
        return 2
    say(f"wrote {', '.join(names)} into {folder}")
    return 0
