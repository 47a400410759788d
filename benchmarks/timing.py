"""How long one step takes by itself."""

import gc
import time
from collections.abc import Callable
from typing import Any

__all__ = ["seconds_of"]


def seconds_of(step: Callable[[], Any]) -> float:
    """Seconds of one call, while no garbage is collected; what it gives is thrown away after the clock stopped."""
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    kept = step()
    spent = time.perf_counter() - start
    gc.enable()
    del kept
    return spent
