"""Terms that have one meaning, questions that have an answer (T-EDU)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
