"""Places and bodies: names as people write them, in the order in which people look for them."""

import random
import unicodedata

import pytest
from django.db import IntegrityError, transaction

from banlanh.places.enums import BodyKind, PlaceKind
from banlanh.places.models import Body, Place
from tests.support.commune import body_of, make_commune
from vanban.text import search_key

pytestmark = pytest.mark.django_db

# The order of a Vietnamese dictionary: letters a ă â ... d đ e ê ..., then tones ngang huyền hỏi ngã sắc nặng.
IN_ORDER = [
    "Ao Cá",
    "Ao Xanh",
    "Ăng Lành",
    "Âu Mây",
    "Bản 2",
    "Bản 10",
    "Bản Mới",
    "Cốc Mận",
    "Dao",
    "Đá Bàn",
    "Đồng Lành",
    "Hòa Bình",
    "Khe Mây",
    "Lan",
    "Lan Anh",
    "Làn",
    "Lản",
    "Lãn",
    "Lán",
    "Lạn",
    "Na",
    "Nà Cáy",
    "Nà Lìn",
    "Nậm Khánh",
    "Ngòi",
    "Oai",
    "Ô Quý",
    "Ơn",
    "Pắc Tà",
    "Tả Hồ",
    "U Minh",
    "Ư Lành",
    "Ý Lành",
]


def shuffled() -> list[str]:
    names = list(IN_ORDER)
    random.Random(7).shuffle(names)
    return names


@pytest.fixture
def commune() -> Place:
    return Place.objects.create(kind=PlaceKind.COMMUNE, name="Suối Lành")


def test_the_database_orders_places_the_vietnamese_way(commune):
    chosen = {search_key(name): name for name in IN_ORDER}.values()  # a place's name is known without its marks
    for name in shuffled():
        if name in chosen:
            Place.objects.create(kind=PlaceKind.VILLAGE, name=name, parent=commune)
    found = Place.objects.filter(parent=commune).values_list("name", flat=True)
    assert list(found) == [name for name in IN_ORDER if name in chosen]


def test_the_database_orders_bodies_the_vietnamese_way(commune):
    for name in shuffled():
        Body.objects.create(commune=commune, kind=BodyKind.OTHER, name=name)
    assert list(Body.objects.values_list("name", flat=True)) == IN_ORDER


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Nà   Lìn ", "Nà Lìn"),
        (unicodedata.normalize("NFD", "Nậm Lành"), "Nậm Lành"),
        ("Sín\u00a0Chải", "Sín Chải"),
        ("Bản\u200bMới", "BảnMới"),
    ],
)
def test_a_name_is_kept_composed_and_with_single_blanks(commune, written, kept):
    assert Place.objects.create(kind=PlaceKind.VILLAGE, name=written, parent=commune).name == kept
    assert Body.objects.create(commune=commune, kind=BodyKind.OTHER, name=written).name == kept


@pytest.mark.parametrize("again", ["Nà Lìn", "NÀ LÌN", unicodedata.normalize("NFD", "Nà Lìn")])
def test_a_commune_has_no_two_villages_of_one_name(commune, again):
    Place.objects.create(kind=PlaceKind.VILLAGE, name="Nà Lìn", parent=commune)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(kind=PlaceKind.VILLAGE, name=again, parent=commune)


def test_the_next_commune_may_have_a_village_of_that_name(commune):
    other = Place.objects.create(kind=PlaceKind.COMMUNE, name="Nậm Lành")
    for each in (commune, other):
        Place.objects.create(kind=PlaceKind.VILLAGE, name="Nà Lìn", parent=each)


def test_two_bodies_of_a_commune_never_share_a_name(commune):
    Body.objects.create(commune=commune, kind=BodyKind.OTHER, name="Hội Nông dân")
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.create(commune=commune, kind=BodyKind.ORGANISATION, name=" Hội  Nông dân")


@pytest.mark.parametrize(
    ("kind", "title"), [("commune", "Xã Suối Lành"), ("village", "Thôn Suối Lành"), ("province", "Tỉnh Suối Lành")]
)
def test_a_place_says_what_it_is(kind, title):
    assert Place(kind=kind, name="Suối Lành").title == title


def test_every_place_knows_its_commune():
    commune = make_commune()
    village = body_of(commune, "Thôn Nà Lìn").place
    assert village.commune_id == commune.commune_id == commune.pk


@pytest.mark.parametrize(
    ("whose", "found", "missing"),
    [
        ("village", {"Thôn Nà Lìn", "Chi bộ Nà Lìn"}, {"Thôn Sín Chải", "Công an xã"}),
        ("commune", {"Thôn Nà Lìn", "Thôn Sín Chải", "Công an xã"}, set()),
    ],
)
def test_which_bodies_are_of_a_place(whose, found, missing):
    commune = make_commune()
    make_commune("Nậm Lành")  # its bodies are nobody's here
    place = commune if whose == "commune" else body_of(commune, "Thôn Nà Lìn").place
    bodies = Body.objects.for_place(place)
    names = {body.name for body in bodies}
    assert found <= names and not names & missing
    assert {body.commune_id for body in bodies} == {commune.pk}


def test_a_closed_body_is_no_longer_current(commune):
    body = Body.objects.create(commune=commune, kind=BodyKind.OTHER, name="Hội Nông dân", closed_on="2026-07-01")
    assert body not in Body.objects.current() and body in Body.objects.for_place(commune)
