"""Who counts on a day, told by the arithmetic of stays, is who counts when everything is gone through again."""

import pytest
from django.db import transaction
from hypothesis import given, settings

from tests.support import sizes
from tests.support.commune import appoint, body_of

from .histories import EVERY_DAY, VERBS, InMemory, WithDatabase, accepted, gone_through, steps_of

EXAMPLES = 200 if sizes.IS_SECOND else 2_000
WITH_DATABASE = sizes.EXAMPLES // 2
STEPS = steps_of(VERBS, 4, 14)


@settings(max_examples=EXAMPLES)
@given(STEPS)
def test_the_arithmetic_agrees_with_going_through_it_all_again(steps):
    book = InMemory()
    taken = accepted(book, steps)
    for day in EVERY_DAY:
        assert book.counted(day) == gone_through(taken, day)
        assert len({number for number, _ in book.counted(day)}) == len(book.counted(day))


@pytest.mark.django_db
def test_the_actions_and_their_rows_agree_too(commune, village, next_village, lan, hoa):
    third = body_of(commune, "Thôn Bản Mới")
    keepers = [lan, hoa, appoint("moi", "Sùng A Mới", "R7", third)]

    @settings(max_examples=WITH_DATABASE)
    @given(STEPS)
    def agree(steps):
        with transaction.atomic():
            book = WithDatabase([village, next_village, third], keepers)
            taken = accepted(book, steps)
            for day in EVERY_DAY:
                assert book.counted(day) == gone_through(taken, day)
            transaction.set_rollback(True)

    agree()
