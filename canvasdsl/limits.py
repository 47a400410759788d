"""The limits at the front door: one table. Each message about a limit names it; each has a test on both sides."""

__all__ = [
    "DIGITS", "EXPONENT", "FILE_BYTES", "GRAPH_EDGES", "GRAPH_NODES", "LAYOUT_CHARACTERS", "LINE_CHARACTERS",
    "LOGO_BYTES", "LOGO_PIXELS", "MERGED_BYTES", "MESSAGES_SHOWN", "MISTAKES", "MODEL_BYTES", "MODEL_FILES", "NESTING",
    "TABLE_BYTES", "VARIANTS",
]

FILE_BYTES = 8_000_000
"""The most bytes that one file may have."""
MODEL_BYTES = 32_000_000
"""The most bytes that a model with all its imports may have, each reading counted."""
MODEL_FILES = 200
"""The most files that a model may read, each reading counted."""
MERGED_BYTES = 400_000
"""The most bytes of a file that is merged, or shown in `git diff`, by what it means; larger ones as any text is."""
TABLE_BYTES = 4_000_000_000
"""The most bytes that a table of purchases may have; it counts as a file of the model, and its bytes do not."""
VARIANTS = 50
"""The most variants that one model may have, those that they build on counted; their texts count as bytes of it."""
NESTING = 32
"""The deepest that braces may nest."""
LINE_CHARACTERS = 10_000
"""The longest line, in characters."""
DIGITS = 28
"""The most digits of a number."""
EXPONENT = 15
"""The largest exponent of a number (`1e15`)."""
GRAPH_NODES = 500
"""The most nodes of a graph that is laid out for a drawing."""
GRAPH_EDGES = 2_000
"""The most edges of such a graph."""
LOGO_BYTES = 1_000_000
"""The most bytes that a logo may have."""
LOGO_PIXELS = 4_000_000
"""The most pixels that a logo may have, its width times its height."""
LAYOUT_CHARACTERS = 8_000_000
"""The most characters of text and places that the PDF engine is given: it takes some 400 bytes of memory for each."""
MISTAKES = 10_000
"""The most mistakes of syntax in a file, and of names and of values in a model, that are told; all are counted."""
MESSAGES_SHOWN = 100
"""The most messages that are shown for people; all are counted."""
