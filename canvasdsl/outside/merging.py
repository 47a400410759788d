"""Three versions of a model file merged for git: by meaning where that can be proved, else as git merges any text."""

import os
from collections.abc import Callable

import attrs

from canvasdsl.change.merging.merge import Marks, Merged, doubts_about, merged
from canvasdsl.change.merging.phrases import Disagreed, agreed
from canvasdsl.limits import MERGED_BYTES
from canvasdsl.outside.decoding import Reading, decode
from canvasdsl.outside.git import GitTrouble
from canvasdsl.outside.git_command import call_git
from canvasdsl.syntax.conflicts import conflicts_in

__all__ = ["MergedFile", "merge_files"]

_MARK = b"\xef\xbb\xbf"


@attrs.frozen
class MergedFile:
    """The bytes to write, whether conflicts stand in them, and what to say, a sentence each without a full stop."""

    data: bytes
    has_conflicts: bool = False
    said: tuple[str, ...] = ()


def merge_files(paths: tuple[str, str, str], read: tuple[bytes, bytes, bytes], marks: Marks) -> MergedFile:
    """What comes of the base, ours and theirs, which are `read` from `paths`; git is asked to merge those by lines."""
    base, ours, theirs = read
    if theirs in (base, ours):
        return MergedFile(ours)
    if ours == base:
        return MergedFile(theirs)
    reason = f"a version has more than {MERGED_BYTES:,} bytes"
    if max(map(len, read)) <= MERGED_BYTES:
        texts = [decode("", data) for data in read]
        if all(text.readable and not text.diagnostics for text in texts):
            before, here, there = (text.source.text for text in texts)
            made = merged(before, here, there, _as_git_shows(marks))
            if isinstance(made, Merged):
                return MergedFile(_encoded(made.text, read), bool(made.conflicts), made.conflicts)
            reason = made.reason
        else:
            reason = "a version is no plain text"
    return _by_lines(paths, read, marks, reason)


def _as_git_shows(marks: Marks) -> Marks:
    """The marks, with the base where git is set up to show it."""
    try:
        style = call_git("config", "--get", "merge.conflictStyle").text
    except GitTrouble:
        return marks
    return attrs.evolve(marks, shows_base=style in ("diff3", "zdiff3"))


def _encoded(text: str, read: tuple[bytes, bytes, bytes]) -> bytes:
    """The text as bytes, with the line ends and the byte-order mark that the versions have."""
    data = text.encode("utf-8")
    if _settled(read, lambda each: b"\r\n" in each):
        data = data.replace(b"\n", b"\r\n")
    return _MARK + data if _settled(read, lambda each: each.startswith(_MARK)) else data


def _settled(read: tuple[bytes, bytes, bytes], has: Callable[[bytes], bool]) -> bool:
    """What holds of the result: as in ours, unless theirs alone has changed it."""
    base, ours, theirs = (has(each) for each in read)
    try:
        return agreed(base, ours, theirs)
    except Disagreed:
        return ours


def _by_lines(
    paths: tuple[str, str, str], read: tuple[bytes, bytes, bytes], marks: Marks, reason: str
) -> MergedFile:
    base, ours, theirs = paths
    words = f"merged line by line, since {reason}"
    try:
        answer = call_git("merge-file", "-p", "-L", marks.ours, "-L", marks.base, "-L", marks.theirs,
                          f"--marker-size={marks.size}", *map(os.path.abspath, (ours, base, theirs)))  # fmt: skip
    except GitTrouble as trouble:
        return MergedFile(_whole(read, marks), True, (f"{words}, and {trouble}: both versions stand whole in it",))
    if not 0 <= answer.code < 128:
        return MergedFile(read[1], True, (f"{words}, and {answer.reason}: our version stands there as it was",))
    return MergedFile(answer.out, answer.code > 0, (words, *_doubts(answer.out, read)))


def _doubts(data: bytes, read: tuple[bytes, bytes, bytes]) -> tuple[str, ...]:
    """What is wrong with a file that was merged line by line, and with neither version."""
    texts: list[Reading] = [decode("", each) for each in (data, read[1], read[2])]
    if not all(text.readable for text in texts) or conflicts_in(texts[0].source.text):
        return ()
    return doubts_about(*(text.source.text for text in texts))


def _whole(read: tuple[bytes, bytes, bytes], marks: Marks) -> bytes:
    """Both versions between marks."""
    lines = [f"{'<' * marks.size} {marks.ours}".encode(), read[1].removesuffix(b"\n"), b"=" * marks.size,
             read[2].removesuffix(b"\n"), f"{'>' * marks.size} {marks.theirs}".encode(), b""]  # fmt: skip
    return b"\n".join(lines)
