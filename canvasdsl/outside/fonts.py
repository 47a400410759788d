"""Fonts for what ours cannot draw, for PDF and PNG: the file that the user names, then the system's.

Which files are taken depends only on the text and on the fonts there are: the plainest sans family first, and those of
the writing system that the text shows.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import attrs

from canvasdsl.views.typeset import visible

__all__ = ["FoundFonts", "find_fonts", "link_font"]


@attrs.frozen(kw_only=True)
class FoundFonts:
    """The font files to give to the engine, their families in order of use, and what none of them can draw."""

    files: tuple[Path, ...] = ()
    families: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@attrs.frozen
class _Face:
    family: str
    path: Path
    index: int


def find_fonts(needed: Iterable[str], *, extra: Path | None = None) -> FoundFonts:
    """Fonts that can draw the `needed` clusters (of `typeset.uncovered`): `extra` first, then the system's.

    Raises `OSError` or `ValueError` when `extra` cannot be read as a font. Where the engine is not installed, nothing
    is looked for: the engine itself says so.
    """
    if find_spec("typst") is None:
        return FoundFonts()
    left = {cluster: frozenset(visible(cluster)) for cluster in needed}
    files: list[Path] = []
    families: list[str] = []
    for face in _faces(extra, "".join(left)):
        if not left:
            break
        characters = _characters(face)
        drawn = [cluster for cluster, wanted in left.items() if wanted <= characters]
        if drawn:
            files.append(face.path)
            families.append(face.family)
            left = {cluster: wanted for cluster, wanted in left.items() if cluster not in drawn}
    return FoundFonts(files=tuple(dict.fromkeys(files)), families=tuple(dict.fromkeys(families)), missing=tuple(left))


def _faces(extra: Path | None, text: str) -> Iterator[_Face]:
    if not text:
        return
    if extra is not None:
        yield from _faces_of(extra)
    yield from sorted(_system_faces(), key=lambda face: (_rank(face.family, text), face.family, str(face.path)))


def _faces_of(path: Path) -> Iterator[_Face]:
    """The faces in one font file or collection, by the names that the engine gives them."""
    import typst

    with path.open("rb"), tempfile.TemporaryDirectory(prefix="canvasdsl-") as folder:
        link_font(path, Path(folder, f"font{path.suffix}"))
        faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]).fonts()
        if not faces:
            raise ValueError(f"{path.name} is not a font file (TTF, OTF, TTC)")
        yield from (_Face(face.family, path, face.index) for face in faces)


def link_font(path: Path, link: Path) -> None:
    """Make the font file appear at `link`, for the engine takes only folders."""
    try:
        link.symlink_to(path.resolve())
    except OSError:
        shutil.copyfile(path, link)


def _system_faces() -> Iterator[_Face]:
    """The upright regular faces that the system has."""
    import typst

    for font in typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts():
        if font.path and font.style == "normal" and font.weight == 400:
            yield _Face(font.family, Path(font.path), font.index)


def _characters(face: _Face) -> frozenset[str]:
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        with TTFont(face.path, fontNumber=face.index, lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or ()))
    except (OSError, TTLibError, KeyError):
        return frozenset()


def _rank(family: str, text: str) -> tuple[int, int]:
    """Smaller is tried earlier: the text's writing system, then plain sans, then the rest."""
    name = family.lower()
    script = 0
    if any(0x3040 <= ord(character) <= 0x30FF for character in text):
        script = 0 if " jp" in name or "japan" in name or "hiragino" in name or "gothic" in name else 1
    elif any(0xAC00 <= ord(character) <= 0xD7A3 for character in text):
        script = 0 if " kr" in name or "korea" in name or "malgun" in name else 1
    elif any(0x4E00 <= ord(character) <= 0x9FFF for character in text):
        script = 0 if " sc" in name or "yahei" in name or "pingfang" in name else 1
    if "emoji" in name and any(ord(character) >= 0x1F000 for character in text):
        script = 0
    plain = 2 if "mono" in name else 1 if "serif" in name or "sans" not in name else 0
    return script, plain
