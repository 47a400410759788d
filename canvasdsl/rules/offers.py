"""Fit of an offer with jobs, pains and gains (T-BMC-2b)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
