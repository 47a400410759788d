"""`python -m canvasdsl` and the program `canvasdsl`."""

import gc
import sys

__all__ = ["main"]


def main() -> None:
    """Runs the command line and leaves with its exit code."""
    # What is imported stays to the end: a collector that looks through it again and again takes a twentieth of a start.
    gc.set_threshold(50_000, 20, 20)
    try:
        from canvasdsl.cli import run
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
