"""Feedback that is asked, acted upon and answered (R09, T-STR-3, T-DYN-4)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
