"""The bodies of the invented commune: who duties are given to."""

from collections.abc import Iterator

from banlanh.places.enums import BodyKind, PlaceKind
from banlanh.places.models import Body, Place

from .villages import COMMUNE, PROVINCE, VILLAGES

PARTY = "Đảng ủy xã"
STEERING = "Ban Chỉ đạo xã không ma túy"
PARTY_OFFICE = "Văn phòng Đảng ủy"
PEOPLES_COMMITTEE = "Ủy ban nhân dân xã"
POLICE = "Công an xã"
MILITARY = "Ban Chỉ huy Quân sự xã"
FRONT = "Ủy ban Mặt trận Tổ quốc xã"
HEALTH = "Trạm Y tế xã"
PROVINCE_TEAM = "Tổ theo dõi của tỉnh"
WOMEN = "Hội Phụ nữ xã"
ORGANISATIONS = (WOMEN, "Hội Nông dân xã", "Hội Cựu chiến binh xã", "Đoàn Thanh niên xã", "Công đoàn xã")

SECONDARY = "Trường THCS Suối Lành"
SECOND_PRIMARY = "Trường Tiểu học số 2 Suối Lành"
KINDERGARTEN = "Trường Mầm non Suối Lành"
SECOND_KINDERGARTEN = "Trường Mầm non Phìn Mây"
SCHOOLS = (
    SECONDARY,
    "Trường PTDTBT THCS Tả Mây",
    "Trường PTDTBT THCS Lao Chải",
    "Trường Tiểu học số 1 Suối Lành",
    SECOND_PRIMARY,
    "Trường PTDTBT Tiểu học Tả Hồ",
    "Trường PTDTBT Tiểu học Nậm Lành",
    KINDERGARTEN,
    SECOND_KINDERGARTEN,
)
KINDERGARTENS = (KINDERGARTEN, SECOND_KINDERGARTEN)
SCHOOLS_WITH_CELL = (SECONDARY, SECOND_PRIMARY, KINDERGARTEN)

POLICE_CELL = "Chi bộ Công an xã"
MILITARY_CELL = "Chi bộ Quân sự xã"
HEALTH_CELL = "Chi bộ Trạm Y tế"
OFFICE_CELL = "Chi bộ Cơ quan xã"

Row = tuple[BodyKind, str, str | None]  # kind, name, village


def village_body(village: str) -> str:
    return f"Thôn {village}"


def cell(of: str) -> str:
    """The party cell of a village or a school."""
    return f"Chi bộ {of}"


def rows() -> Iterator[Row]:
    yield BodyKind.PARTY_COMMITTEE, PARTY, None
    yield BodyKind.STEERING, STEERING, None
    yield BodyKind.PARTY_OFFICE, PARTY_OFFICE, None
    yield BodyKind.PEOPLES_COMMITTEE, PEOPLES_COMMITTEE, None
    yield BodyKind.POLICE, POLICE, None
    yield BodyKind.MILITARY, MILITARY, None
    yield BodyKind.FRONT, FRONT, None
    yield from ((BodyKind.ORGANISATION, name, None) for name in ORGANISATIONS)
    yield from ((BodyKind.SCHOOL, name, None) for name in SCHOOLS)
    yield BodyKind.HEALTH, HEALTH, None
    yield from ((BodyKind.VILLAGE, village_body(village.name), village.name) for village in VILLAGES)
    yield from cells()
    yield BodyKind.OTHER, PROVINCE_TEAM, None


def cells() -> Iterator[Row]:
    yield from ((BodyKind.VILLAGE_CELL, cell(village.name), village.name) for village in VILLAGES)
    yield BodyKind.POLICE_CELL, POLICE_CELL, None
    yield BodyKind.MILITARY_CELL, MILITARY_CELL, None
    yield from ((BodyKind.SCHOOL_CELL, cell(school), None) for school in SCHOOLS_WITH_CELL)
    yield BodyKind.HEALTH_CELL, HEALTH_CELL, None
    yield BodyKind.OFFICE_CELL, OFFICE_CELL, None


def make_places() -> Place:
    """The province, the commune and its villages; returns the commune."""
    province = Place.objects.create(kind=PlaceKind.PROVINCE, name=PROVINCE, is_demo=True)
    commune = Place.objects.create(
        kind=PlaceKind.COMMUNE,
        name=COMMUNE,
        parent=province,
        households=sum(village.households for village in VILLAGES),
        residents=sum(village.residents for village in VILLAGES),
        is_demo=True,
    )
    for village in VILLAGES:
        Place.objects.create(
            kind=PlaceKind.VILLAGE,
            name=village.name,
            parent=commune,
            languages=village.languages,
            households=village.households,
            residents=village.residents,
            is_demo=True,
        )
    return commune


def make_bodies(commune: Place) -> dict[str, Body]:
    """Every body of the commune by its name."""
    places = {place.name: place for place in commune.children.all()}
    return {
        name: Body.objects.create(commune=commune, kind=kind, name=name, place=places.get(village))
        for kind, name, village in rows()
    }
