"""Whether a household fits a programme's written conditions: each answer a sentence, and what to do a person's to say.

Nothing here decides, sorts or proposes households (PROTECTION P1): a person asks about one need, and reads.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from banlanh.core.words import day as said
from banlanh.registers.models import Stay

from . import queries
from .enums import Condition, Met, Verb
from .models import EligibilityRule, Need, ProgrammeDecision, Support


class Answer(NamedTuple):
    """How one condition stands, and why, in a sentence."""

    met: Met
    sentence: str


class Match(NamedTuple):
    """One rule, and how each of its conditions stands."""

    rule: EligibilityRule
    answers: list[Answer]

    @property
    def is_unmet(self) -> bool:
        return any(answer.met == Met.UNMET for answer in self.answers)


class Known(NamedTuple):
    """What the system knows of a household that conditions may ask."""

    need: Need
    on: date
    stay: Stay | None
    decisions: list[ProgrammeDecision]
    supports: list[Support]
    since: date | None  # of the commune's first support: nobody knows what was given before


def matches(need: Need, supports: Iterable[Support], on: date) -> list[Match]:
    """Every rule in force that speaks of this kind of support, with its answers; `supports` are what it already has."""
    rules = EligibilityRule.objects.for_place(need.commune).in_force(on).select_related("programme")
    known = known_of(need, supports, on)
    asked = [rule for rule in rules if rule.is_of(rule.programme, need.kind)]
    return [Match(rule, [ANSWERS[each](known, rule) for each in rule.asked]) for rule in asked]


def known_of(need: Need, supports: Iterable[Support], on: date) -> Known:
    decisions = ProgrammeDecision.objects.for_place(need.commune).live().filter(entry=need.entry)
    first = Support.objects.for_place(need.commune).live().order_by("happened_on").first()
    since = first.happened_on if first else None
    return Known(need, on, queries.stay_of(need.entry, on), list(decisions), list(supports), since)


def registered(known: Known, rule: EligibilityRule) -> Answer:
    if known.stay is None:
        return Answer(Met.UNMET, f"Ngày {said(known.on)} hộ không còn trong sổ bộ của thôn nào.")
    return Answer(Met.MET, f"Hộ có trong sổ bộ của {known.stay.body} từ {said(known.stay.starts_on)}.")


def has_decision(known: Known, rule: EligibilityRule) -> Answer:
    found = [each for each in known.decisions if each.programme_id == rule.programme_id]
    if not found:
        return Answer(Met.UNKNOWN, "Chưa ghi quyết định nào của chương trình này cho hộ.")
    return Answer(Met.MET, f"Có quyết định số {found[0].number} ngày {said(found[0].happened_on)}.")


def not_twice(known: Known, rule: EligibilityRule) -> Answer:
    """Counted from the day it was given, or proposed where it was not given yet."""
    after = known.on - relativedelta(months=rule.months)
    same = [each for each in known.supports if each.need.kind == known.need.kind]
    last = max((each.days.get(Verb.DELIVER, each.happened_on) for each in same), default=None)
    if last and last > after:
        return Answer(Met.UNMET, f"Hộ đã có hỗ trợ cùng loại ngày {said(last)}, chưa quá {rule.months} tháng.")
    if known.since is None or known.since > after:
        begun = f"từ {said(known.since)}" if known.since else "từ hôm nay"
        return Answer(Met.UNKNOWN, f"Từ khi ghi sổ hỗ trợ ({begun}) chưa có; trước đó chưa rõ.")
    return Answer(Met.MET, f"Trong {rule.months} tháng qua hộ chưa có hỗ trợ cùng loại.")


ANSWERS = {
    Condition.REGISTERED: registered,
    Condition.DECISION: has_decision,
    Condition.NOT_TWICE: not_twice,
}
