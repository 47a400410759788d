"""A model's own colour as documents use it: made darker or lighter until it is legible on the ground."""

__all__ = ["legible_accent"]

_LIGHT_GROUNDS = ("#ffffff", "#f5f7f9")
_DARK_GROUNDS = ("#12181f", "#1b232c")
_CONTRAST = 4.5
"""What WCAG 2.2 asks of text (1.4.3)."""


def legible_accent(colour: str) -> tuple[str, str]:
    """The colour `#rrggbb` on light and on dark ground, with a contrast of 4.5 to 1 at least; its hue stays."""
    light = _moved(colour, towards=0, grounds=_LIGHT_GROUNDS)
    dark = _moved(colour, towards=255, grounds=_DARK_GROUNDS)
    return light, dark


def _moved(colour: str, *, towards: int, grounds: tuple[str, ...]) -> str:
    parts = _parts(colour)
    for step in range(101):
        mixed = tuple(round(part + (towards - part) * step / 100) for part in parts)
        moved = "#{:02x}{:02x}{:02x}".format(*mixed)
        if min(_contrast(moved, ground) for ground in grounds) >= _CONTRAST:
            return moved
    raise AssertionError("black on light and white on dark ground are legible")


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (part / 255 for part in _parts(colour))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
