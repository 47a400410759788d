"""What may stop a logo from being used: the codes SYN022 to SYN024, for messages and for `explain`."""

from canvasdsl.outside.unreadable import Unreadable

__all__ = ["BROKEN_LOGO", "LARGE_LOGO", "LOGO_FORM", "READING_LOGOS"]

LOGO_FORM = Unreadable(
    "SYN022", "logo-form", "A logo is neither a PNG nor a JPEG file",
    "Those two are plain pictures; other forms can hold programs and addresses, or are not shown everywhere.",
    "Export it as PNG, some 1,000 pixels wide, and name that file.",
)
LARGE_LOGO = Unreadable(
    "SYN023", "large-logo", "A logo has more than 1,000,000 bytes or 4,000,000 pixels",
    "It travels inside every document, and on the first page it is as high as two lines of text.",
    "Make it smaller: 1,000 pixels of width are enough.",
)
BROKEN_LOGO = Unreadable(
    "SYN024", "broken-logo", "A logo can't be read to its end",
    "Programs that open the document would show a gap, or nothing at all.",
    "Open it in a program for pictures, and export it again as PNG.",
)

READING_LOGOS = (LOGO_FORM, LARGE_LOGO, BROKEN_LOGO)
"""All of them, in the order of their codes."""
