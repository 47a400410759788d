"""A program that is asked to end (SIGTERM) leaves as it does after Ctrl-C: it cleans up behind itself."""

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["ended_by_exception"]


@contextmanager
def ended_by_exception() -> Iterator[None]:
    """While this lasts, SIGTERM ends the program by an exception, so that it cleans up; in the main thread only."""
    import signal

    def stop(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # another thread than the main one
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)
