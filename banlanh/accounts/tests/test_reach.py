"""How far posts reach: tables, and random posts against an oracle of a few plain lines."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from banlanh.accounts.access import may
from banlanh.accounts.enums import Act, Data, Role
from banlanh.accounts.models import Post, User
from banlanh.accounts.reach import reach_of
from banlanh.documents.models import IssuedDocument
from banlanh.places.models import Body, Place
from banlanh.records.registry import KINDS
from tests.support.commune import appoint, body_of, hoa, lan, make_commune, minh, son

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())


@pytest.fixture
def commune(db) -> Place:
    return make_commune()


def helper(commune: Place) -> User:
    """Belongs to the Women's Union."""
    return appoint("mai", "Sùng Thị Mai", Role.R8, body_of(commune, "Hội Phụ nữ"))


def member(commune: Place) -> User:
    """Of the Party Committee, answers for Bản Mới."""
    village = body_of(commune, "Thôn Bản Mới").place
    return appoint("binh", "Hoàng Văn Bình", Role.R5, body_of(commune, "Đảng ủy xã"), villages=[village])


def reviewer(commune: Place) -> User:
    return appoint("tam", "Đỗ Thị Tâm", Role.R15, body_of(commune, "Đảng ủy xã"))


def administrator(commune: Place) -> User:
    return appoint("quang", "Lý Văn Quang", Role.R14, body_of(commune, "Văn phòng Đảng ủy"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "act", "body", "expected"),
    [
        (lan, Act.CREATE, "Thôn Nà Lìn", True),
        (lan, Act.UPDATE, "Chi bộ Nà Lìn", True),  # the cell of her own village
        (lan, Act.CREATE, "Thôn Sín Chải", False),
        (lan, Act.READ, "Công an xã", False),
        (lan, Act.EXPORT, "Thôn Nà Lìn", False),
        (hoa, Act.READ, "Thôn Nà Lìn", False),  # the stranger from the next village
        (hoa, Act.CREATE, "Thôn Nà Lìn", False),
        (minh, Act.UPDATE, "Thôn Nà Lìn", True),
        (minh, Act.EXPORT, "Thôn Sín Chải", True),
        (son, Act.CREATE, "Trạm Y tế xã", True),
        (helper, Act.CREATE, "Hội Phụ nữ", True),
        (helper, Act.READ, "Đoàn Thanh niên", False),
        (helper, Act.READ, "Thôn Nà Lìn", False),
        (member, Act.CREATE, "Thôn Bản Mới", True),
        (member, Act.READ, "Thôn Nà Lìn", False),
        (reviewer, Act.READ, "Thôn Nà Lìn", True),
        (reviewer, Act.CREATE, "Đảng ủy xã", False),
        (administrator, Act.READ, "Văn phòng Đảng ủy", False),
    ],
)
def test_who_may_touch_the_work_of_a_body(commune, who, act, body, expected):
    assert may(who(commune), act, Data.WORK, body=body_of(commune, body)) is expected


@pytest.mark.parametrize("who", [minh, lan, reviewer])
def test_nobody_reaches_into_another_commune(commune, who):
    elsewhere = body_of(make_commune("Nậm Lành"), "Thôn Nà Lìn")
    assert may(who(commune), Act.READ, Data.WORK, body=elsewhere) is False


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "expected"),
    [(-30, None, True), (0, 0, True), (-30, 0, True), (-30, -1, False), (1, None, False)],
)
def test_a_post_gives_rights_from_its_first_day_to_its_last(commune, starts_in, ends_in, expected):
    village, user = body_of(commune, "Thôn Nà Lìn"), User.objects.create(username="lan", full_name="Lò Thị Lan")
    ends_on = None if ends_in is None else TODAY + timedelta(days=ends_in)
    Post.objects.create(
        user=user, body=village, role=Role.R7, starts_on=TODAY + timedelta(days=starts_in), ends_on=ends_on
    )
    assert may(user, Act.CREATE, Data.WORK, body=village) is expected


def test_a_closed_account_may_nothing(commune):
    user = lan(commune)
    user.disabled_at = "2026-11-22"
    assert may(user, Act.READ, Data.WORK, body=body_of(commune, "Thôn Nà Lìn")) is False
    assert may(user, Act.READ, Data.WORK) is False


def test_without_a_post_there_is_no_commune(commune):
    nobody = User.objects.create(username="khong", full_name="Giàng A Không")
    assert nobody.reach.commune is None
    assert may(nobody, Act.READ, Data.WORK, body=body_of(commune, "Thôn Nà Lìn")) is False


@pytest.mark.parametrize("key", ["airing", "resolution", "report"])
def test_records_of_the_whole_commune_are_nothing_to_somebody_without_a_post(commune, key):
    nobody = User.objects.create(username="khong", full_name="Giàng A Không")
    assert KINDS[key].model.objects.visible_to(nobody.reach).count() == 0


def test_two_posts_add_up(commune):
    user = lan(commune)
    appoint("lan", "Lò Thị Lan", Role.R8, body_of(commune, "Hội Phụ nữ"))
    found = {body.name for body in Body.objects.filter(pk__in=user.reach.bodies(Data.WORK, Act.READ))}
    assert found == {"Thôn Nà Lìn", "Chi bộ Nà Lìn", "Hội Phụ nữ"}
    assert user.reach.own_bodies == {body_of(commune, "Thôn Nà Lìn").pk, body_of(commune, "Hội Phụ nữ").pk}


# --- random posts against a plain oracle -----------------------------------------------------------

WHOLE, NEAR, BODY_ONLY = ("R1", "R2", "R3", "R12"), ("R5", "R6", "R7"), ("R4", "R8", "R8b", "R9", "R10", "R11", "R13")


def oracle(posts: list[tuple[str, Body, list[Place]]], act: Act, body: Body) -> bool:
    """Whether somebody with these posts may do `act` on the work of `body`: C1 of the table, in plain words."""
    if act in (Act.APPROVE, Act.BREAK):  # words of C9 and of C5 alone
        return False
    home = posts[0][1].commune_id
    return body.commune_id == home and any(
        one_post_allows(role, own, villages, act, body) for role, own, villages in posts if own.commune_id == home
    )


def one_post_allows(role: str, own: Body, villages: list[Place], act: Act, body: Body) -> bool:
    if role in WHOLE:
        return True
    if role == "R15":
        return act == Act.READ
    if role not in NEAR + BODY_ONLY or act == Act.EXPORT:
        return False
    answers_for = {village.pk for village in villages} | ({own.place_id} if own.place_id else set())
    is_near = role in NEAR and body.place_id in answers_for
    return body.pk == own.pk or is_near


class RandomPosts(TestCase):
    """Any posts, any body, any act: the reach says what the oracle says (SEC-11)."""

    @classmethod
    def setUpTestData(cls):
        places = [make_commune(), make_commune("Nậm Lành")]
        cls.bodies = list(Body.objects.filter(commune__in=places).select_related("commune", "place"))
        cls.villages = list(Place.objects.filter(parent=places[0]))
        cls.user = User.objects.create(username="ai-do", full_name="Ai Đó")
        facts = {"recorded_by": cls.user, "happened_on": TODAY, "covers_on": TODAY, "type": "BC", "number": "1"}
        IssuedDocument.objects.bulk_create(
            IssuedDocument(commune=body.commune, body=body, title="báo cáo", **facts) for body in cls.bodies
        )

    @given(draw=st.data())
    def test_reach_agrees_with_the_oracle(self, draw):
        number = st.integers(0, len(self.bodies) - 1)
        posts = draw.draw(
            st.lists(
                st.tuples(st.sampled_from(Role.values), number, st.sets(st.integers(0, 2), max_size=2)),
                min_size=1,
                max_size=3,
                unique_by=lambda post: post[:2],
            )
        )
        plain = [(role, self.bodies[at], [self.villages[each] for each in near]) for role, at, near in posts]
        reach = reach_of([self.kept(*post) for post in plain])
        seen = {paper.body_id for paper in IssuedDocument.objects.visible_to(reach)}
        assert seen == {body.pk for body in self.bodies if oracle(plain, Act.READ, body)}, posts
        for body in self.bodies[:: draw.draw(st.integers(1, 3))]:
            for act in Act:
                assert reach.covers(Data.WORK, act, body) is oracle(plain, act, body), (posts, act, body)

    def kept(self, role: str, body: Body, villages: list[Place]) -> Post:
        post = Post.objects.create(user=self.user, body=body, role=role, title="cán bộ", starts_on=TODAY)
        post.villages.set(villages)
        return post
