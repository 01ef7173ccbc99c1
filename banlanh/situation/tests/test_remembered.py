"""Of *Địa bàn* only what the plan asks is remembered; what the forces found is sealed, and read at each opening."""

from datetime import date

import pytest

from banlanh.audit.memory import forget
from banlanh.registers.actions import end_entry
from banlanh.situation import queries
from banlanh.situation.models import HotSpot, Inspection, Patrol
from tests.support.commune import make_commune

from . import made

AREA = "/dia-ban/"


def page(client) -> str:
    answer = client.get(AREA)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


@pytest.fixture
def found(police, village, son, route, inn, spot):
    """A patrol, an inspection and a hot spot."""
    made.patrol(police, son, [route])
    made.faulty(police, son, inn)


def test_what_was_found_is_read_at_each_opening_even_where_nothing_was_told(browser_of, son, found):
    client = browser_of(son)
    before = page(client)
    assert "tuần tra thứ" in before.lower() and "sửa xong trước 30/11" in before
    Patrol.objects.update(happened_on=date(2026, 10, 20))
    Inspection.objects.update(mend_by=date(2026, 12, 25))
    HotSpot.objects.update(name="Chòi canh nương")
    after = page(client)
    assert "tuần tra thứ" not in after.lower() and "sửa xong trước 25/12" in after and "Chòi canh nương" in after


def test_each_of_the_forces_sees_what_they_would_if_nothing_were_remembered(browser_of, son, chinh, found):
    clients = [browser_of(person) for person in (son, chinh)]
    alone = []
    for client in clients:
        forget()
        alone.append(page(client))
    assert [page(client) for client in clients * 2] == alone * 2
    assert [[words in html for html in alone] for words in ("Ghi kiểm tra", "Ghi tuần tra", "Chỉ tính các buổi")] == [
        [True, False],
        [True, True],
        [False, True],
    ]


def test_once_read_it_asks_no_more_for_the_forces_and_their_duties(browser_of, son, found, django_assert_num_queries):
    client = browser_of(son)
    page(client)
    with django_assert_num_queries(9):
        page(client)


def test_only_businesses_of_the_commune_that_count_on_the_day_are_shown(commune, inn, village, lan):
    other = made.establishment(village, "Nhà nghỉ Cổng Trời")
    end_entry(other, by=lan, on=date(2026, 11, 20))

    def shown(place, day):
        return [each.establishment for each in queries.inspected(place, Inspection.objects.for_place(place), day)]

    before, after = date(2026, 11, 19), date(2026, 11, 20)
    assert [shown(commune, before), shown(commune, after)] == [[inn, other], [inn]]
    assert [shown(make_commune("Pa Vệ"), before), shown(commune, before)] == [[], [inn, other]]
