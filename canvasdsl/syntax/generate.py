"""Writes `tables.py` from `grammar/canvas.lark`: lark's LALR tables and the one expression that finds all tokens.

Run `python -m canvasdsl.syntax.generate` after a change of the grammar. This is the only module that imports lark.
"""

from typing import Any

from lark import Lark
from lark.parsers.lalr_analysis import Shift

from canvasdsl import resources

__all__ = ["KINDS", "generate", "plain_lark"]

KINDS = (
    "WORD", "END", "LONG", "OPENLONG", "TEXT", "DATE", "SYMBOL", "NUMBER", "OPERATOR", "COMMA", "OPEN", "CLOSE",
    "COLON", "COMMENT", "OPENTEXT", "STRAY",
)  # fmt: skip
"""The kinds of token in the order in which they are tried; a kind's number is its place here, from 1."""

# What the whole text is cut into beyond the grammar's terminals, so that the expression never fails: the mistakes.
# A separator, a comma and a brace are found alone here; the parser folds line breaks as the grammar's terminals do.
_TOTAL = {
    "END": r"[\n;]",
    "COMMA": ",",
    "OPEN": r"\{",
    "OPENLONG": r'"""[\s\S]*',
    "OPENTEXT": r'["“„«»][^\n]*',
}

_HEADER = '''"""Generated from `grammar/canvas.lark` by `python -m canvasdsl.syntax.generate`; do not edit."""

# ruff: noqa
'''


def plain_lark() -> Lark:
    """The grammar as plain lark reads it, to hold ours against."""
    return Lark(resources.read_text("grammar/canvas.lark"), parser="lalr", lexer="contextual", maybe_placeholders=False)


def generate() -> str:
    """The text of `tables.py`."""
    lark = plain_lark()
    table: Any = lark.parser.parser._parse_table
    numbers = _numbered(table)
    rules = sorted({action[1] for row in table.states.values() for action in row.values() if action[0] is not Shift},
                   key=str)
    nonterminals = sorted({rule.origin.name for rule in rules})
    value_rules = {
        number for number, rule in enumerate(rules)
        if rule.origin.name == "phrase"
    }

    def code(action: tuple[Any, Any]) -> int:
        if action[0] is not Shift:
            return -1 - rules.index(action[1])
        row = table.states[action[1]]
        reductions = {found[1] for found in row.values() if found[0] is not Shift}
        if len(reductions) == 1 and len(row) == len([1 for found in row.values() if found[0] is not Shift]):
            rule = rules.index(next(iter(reductions)))
            if rule in value_rules:  # the token is all of the value: take it and reduce at once
                return 1000 + len(rules[rule].expansion)
        return numbers[action[1]]

    actions = []
    gotos = []
    for state in numbers:
        row = table.states[state]
        actions.append({
            (KINDS.index(name) + 1 if name in KINDS else 0): code(action)
            for name, action in sorted(row.items()) if name == "$END" or name in KINDS
        })
        gotos.append({
            nonterminals.index(name): numbers[action[1]]
            for name, action in sorted(row.items()) if name in nonterminals
        })
    start = numbers[table.start_states["start"]]
    accept = numbers[table.end_states["start"]]
    patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in lark.terminals}
    patterns |= _TOTAL
    # Possessive: else many blanks before the end of the text would be tried again and again.
    blank = patterns["BLANK"].removesuffix("+") + "*+"
    patterns["STRAY"] = patterns["BLANK"].removesuffix("+").replace("[", "[^", 1)
    total = f"{blank}(?:" + "|".join(f"({patterns[kind]})" for kind in KINDS) + ")"
    lines = [_HEADER]
    lines += [f"{name} = {number}" for number, name in enumerate(KINDS, 1)]
    lines += [f"KINDS = {KINDS!r}", f"PATTERN = {total!r}", f"START = {start}", f"ACCEPT = {accept}"]
    lines += ["# A shift to a state; 1001, 1002: a value, the first of its phrase or a further one; negative: a rule."]
    lines += [f"ACTIONS: tuple[dict[int, int], ...] = ({''.join(f'{chr(10)}    {row!r},' for row in actions)}\n)"]
    lines += [f"GOTOS: tuple[dict[int, int], ...] = ({''.join(f'{chr(10)}    {row!r},' for row in gotos)}\n)"]
    lines += [f"PHRASE = {nonterminals.index('phrase')}"]
    lines += [
        "RULES = (" + "".join(
            f"\n    ({nonterminals.index(rule.origin.name)}, {len(rule.expansion)}, "
            f"{(rule.origin.name + ' ' + ' '.join(symbol.name for symbol in rule.expansion)).strip()!r}),"
            for rule in rules
        ) + "\n)"
    ]
    return "\n".join(lines) + "\n"


def _numbered(table: Any) -> dict[int, int]:
    """The states in the order in which a walk from the start meets them: the same for every run."""
    start = table.start_states["start"]
    met = {start: 0}
    queue = [start]
    for state in queue:
        for _, (action, target) in sorted(table.states[state].items()):
            if action is Shift and target not in met:
                met[target] = len(met)
                queue.append(target)
    return met


if __name__ == "__main__":
    from pathlib import Path

    Path(__file__).with_name("tables.py").write_text(generate(), encoding="utf-8")
