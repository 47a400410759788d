"""One Typst compilation in a process of its own: a request on standard input, the result on standard output.

Run as a file by `typst_engine`, so it imports nothing of ours. The request is one JSON object. The answer is a line of
JSON, `{"sizes": [...]}` followed by the files one after the other, or `{"error": "...", "hints": [...]}`.
"""

import json
import sys

__all__ = ["main"]

_MEMORY = 6 << 30


def main() -> None:
    """Compile what standard input asks for."""
    import typst

    _bound_memory()
    request = json.load(sys.stdin.buffer)
    try:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=request["fonts"])
        result = typst.compile(
            request["source"].encode("utf-8"), root=request["root"], font_paths=fonts, format=request["format"],
            ppi=request["ppi"], sys_inputs=request["inputs"], pdf_standards=request["standards"],
            timestamp=request["timestamp"], package_path=request["root"], package_cache_path=request["root"],
        )
        files = result if isinstance(result, list) else [result]
        answer: dict[str, object] = {"sizes": [len(file) for file in files]}
    except typst.TypstError as error:
        files, answer = [], {"error": error.message, "hints": list(error.hints)}
    sys.stdout.buffer.write(json.dumps(answer).encode("utf-8") + b"\n" + b"".join(files))


def _bound_memory() -> None:
    """What the engine may take, where the system can bound it."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    except (ImportError, AttributeError, OSError, ValueError):
        pass


if __name__ == "__main__":
    main()
