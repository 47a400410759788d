"""Floor 4: judgement. `RULES` is the explicit list of all rules; `judge` runs them over a Canvas."""

from canvasdsl.rules.judge import Judgement, judge
from canvasdsl.rules.registry import RULES, rule, rules_in

__all__ = ["RULES", "Judgement", "judge", "rule", "rules_in"]
