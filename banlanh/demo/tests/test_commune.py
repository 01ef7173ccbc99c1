import pytest
from django.contrib.auth.hashers import check_password

from banlanh.accounts.access import may
from banlanh.accounts.enums import Act, Data, Role
from banlanh.accounts.models import Post, User
from banlanh.demo import people
from banlanh.places.enums import CELLS, BodyKind, Language, PlaceKind
from banlanh.places.models import Body, Place

ALONE = ("R14", "R15")  # who administers and who reviews does nothing else (PROTECTION section 3.2)


@pytest.fixture(scope="module")
def bodies(commune) -> list[Body]:
    return list(Body.objects.for_place(commune))


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ({BodyKind.VILLAGE}, 24),
        (CELLS, 31),
        ({BodyKind.ORGANISATION}, 5),
        ({BodyKind.FRONT}, 1),
        ({BodyKind.SCHOOL}, 9),
        ({BodyKind.POLICE}, 1),
        ({BodyKind.MILITARY}, 1),
        ({BodyKind.HEALTH}, 1),
        ({BodyKind.STEERING}, 1),
        ({BodyKind.PARTY_COMMITTEE}, 1),
        ({BodyKind.PARTY_OFFICE}, 1),
        ({BodyKind.PEOPLES_COMMITTEE}, 1),
    ],
)
def test_the_commune_has_as_many_bodies_as_it_was_drawn_with(bodies, kinds, expected):
    assert sum(body.kind in kinds for body in bodies) == expected


def test_the_villages_hold_all_of_the_households(commune):
    villages = Place.objects.filter(parent=commune, kind=PlaceKind.VILLAGE)
    assert sum(village.households for village in villages) == commune.households == 2600


def test_every_place_says_that_it_is_invented(commune):
    assert not Place.objects.filter(is_demo=False).exists()


def test_every_village_hears_vietnamese_and_most_hear_hmong(commune):
    spoken = [village.languages for village in commune.children.all()]
    assert all(Language.VIETNAMESE in languages for languages in spoken)
    assert sum(Language.HMONG in languages for languages in spoken) > 12
    assert {Language.DAO, Language.TAY} < {language for languages in spoken for language in languages}


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_a_sign_in(commune, role):
    usernames = {each.username for each in people.SIGN_INS if each.seats[0].role == role}
    user = User.objects.get(username=min(usernames))
    assert role in {post.role for post in user.posts_today}
    assert check_password(people.PASSWORD, user.password)


@pytest.mark.parametrize("role", ALONE)
def test_who_watches_the_others_holds_no_other_role(commune, role):
    watchers = User.objects.filter(posts__role=role)
    assert watchers
    assert not Post.objects.filter(user__in=watchers).exclude(role=role).exists()


def test_every_village_has_its_head_and_every_cell_its_secretary(bodies):
    led = {"village": Role.R7} | {kind: Role.R6 for kind in CELLS}
    for body in bodies:
        if body.kind in led:
            assert body.posts.filter(role=led[body.kind]).count() == 1, body.name


def test_every_village_but_one_has_a_member_of_the_committee_in_charge(commune):
    in_charge = Post.objects.filter(role=Role.R5).values_list("villages", flat=True)
    assert [village.name for village in commune.children.all() if village.pk not in in_charge] == ["Phìn Mây"]
    assert len(in_charge) == len(set(in_charge))


def test_nobody_has_the_name_of_somebody_else(commune):
    names = list(User.objects.values_list("full_name", flat=True))
    assert len(names) == len(set(names))


def test_whoever_records_for_a_body_is_allowed_to(commune, bodies):
    users = {user.username: user for user in User.objects.all()}
    named = {body.name: body for body in bodies}
    desks = people.desks(users)
    assert {body.name for body in bodies if body.duties.exists()} <= desks.keys()
    for name, user in desks.items():
        assert may(user, Act.CREATE, Data.WORK, body=named[name]) or user.username == "tinh", name
