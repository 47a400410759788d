"""`python -m canvasdsl` and the program `canvasdsl`."""

import gc
import sys

__all__ = ["main"]


def main() -> None:
    """Runs the command line and leaves with its exit code."""
    # What is imported stays to the end: a collector that looks through it, and once more at the end, takes a twentieth
    # of a cold start.
    gc.set_threshold(100_000, 20, 20)
    try:
        from canvasdsl.cli import run
    except KeyboardInterrupt:
        sys.exit(130)
    code = run(sys.argv[1:])
    gc.disable()
    sys.exit(code)


if __name__ == "__main__":
    main()
