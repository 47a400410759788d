"""`python -m canvasdsl` and the program `canvasdsl`."""

import sys

__all__ = ["main"]


def main() -> None:
    """Runs the command line and leaves with its exit code."""
    try:
        from canvasdsl.cli import run
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
