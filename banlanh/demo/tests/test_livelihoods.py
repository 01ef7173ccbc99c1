"""What the invented commune gives its households is as the rules would have it."""

import pytest

from banlanh.demo.chance import Today
from banlanh.livelihoods import queries
from banlanh.livelihoods.enums import State, Verb
from banlanh.livelihoods.models import Fund, Need, Review, Support
from banlanh.livelihoods.queries import Purse
from banlanh.plans.enums import State as DutyState
from banlanh.plans.models import Duty
from banlanh.plans.standing import standings
from tests.support.demonstration import DAY


@pytest.fixture(scope="module")
def supports(commune) -> list[Support]:
    return list(Support.objects.for_place(commune).for_page())


def test_a_page_can_show_every_step(supports):
    assert {support.state for support in supports} == set(State)
    assert len(supports) > 40


def test_something_waits_and_something_is_to_be_looked_at(commune):
    assert queries.waiting_needs(Need.objects.for_place(commune)).exists()
    assert queries.looks_owed(Support.objects.for_place(commune), DAY)


def test_nobody_approved_what_they_proposed(supports):
    steps = [(support, step) for support in supports for step in support.steps.all()]
    approved = [(support, step) for support, step in steps if step.verb in (Verb.APPROVE, Verb.DECLINE)]
    assert approved
    assert all(step.by_id != support.recorded_by_id for support, step in approved)


def test_steps_stand_in_the_order_of_their_days(supports):
    for support in supports:
        order = [support.happened_on, *(support.days[verb] for verb in Verb if verb in support.days)]
        assert order == sorted(order)
        assert all(step.at <= Today(DAY).moment for step in support.steps.all())


def test_no_fund_gave_more_than_it_had(commune):
    funds = list(Fund.objects.for_place(commune))
    money = queries.purses(commune, funds, DAY)
    assert all(money.get(fund.pk, Purse()).left > 0 for fund in funds)


def test_reviews_prove_what_the_plan_orders(commune):
    duties = Duty.objects.for_place(commune).started_by(DAY).filter(kind__in=("fund_review", "support_round"))
    states = [each.state for each in standings(duties, commune=commune, on=DAY)]
    assert states.count(DutyState.DONE) == len(states) - 1 == Review.objects.count()
    assert states.count(DutyState.OPEN) == 1
