"""Strategies and tactics: for whom, with what benefit, how measured (T-STR, T-SEG-5, T-SEG-7)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
