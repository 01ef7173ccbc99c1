"""The same small commune in every test: three villages and the people whom all tests know.

Lan is head of Nà Lìn, Hoa of the next village; Minh is the secretary, Sơn the police chief.
"""

from datetime import date

from banlanh.accounts.enums import Role
from banlanh.accounts.models import Post, User
from banlanh.places.enums import BodyKind, Language, PlaceKind
from banlanh.places.models import Body, Place
from vanban.text import search_key, sort_key

VILLAGES = ("Nà Lìn", "Sín Chải", "Bản Mới")
BODIES = (
    ("Đảng ủy xã", BodyKind.PARTY_COMMITTEE),
    ("Ban Chỉ đạo xã", BodyKind.STEERING),
    ("Văn phòng Đảng ủy", BodyKind.PARTY_OFFICE),
    ("Ủy ban nhân dân xã", BodyKind.PEOPLES_COMMITTEE),
    ("Công an xã", BodyKind.POLICE),
    ("Ban Chỉ huy Quân sự xã", BodyKind.MILITARY),
    ("Mặt trận Tổ quốc xã", BodyKind.FRONT),
    ("Hội Phụ nữ", BodyKind.ORGANISATION),
    ("Đoàn Thanh niên", BodyKind.ORGANISATION),
    ("Trường Tiểu học Suối Lành", BodyKind.SCHOOL),
    ("Trạm Y tế xã", BodyKind.HEALTH),
    ("Chi bộ Công an xã", BodyKind.POLICE_CELL),
    ("Chi bộ Quân sự xã", BodyKind.MILITARY_CELL),
    ("Chi bộ Trường Tiểu học", BodyKind.SCHOOL_CELL),
)
SINCE = date(2026, 1, 1)


def make_commune(name: str = "Suối Lành") -> Place:
    """A commune with its villages and bodies; nobody works in it yet."""
    province, _ = Place.objects.get_or_create(kind=PlaceKind.PROVINCE, name="Mây Ngàn", parent=None)
    commune = Place.objects.create(kind=PlaceKind.COMMUNE, name=name, parent=province)
    villages = Place.objects.bulk_create(village_of(commune, name) for name in VILLAGES)
    named = [(name, kind, None) for name, kind in BODIES]
    for place in villages:
        named.append((f"Thôn {place.name}", BodyKind.VILLAGE, place))
        named.append((f"Chi bộ {place.name}", BodyKind.VILLAGE_CELL, place))
    Body.objects.bulk_create(
        Body(commune=commune, kind=kind, name=name, place=place, order=sort_key(name)) for name, kind, place in named
    )
    return commune


def village_of(commune: Place, name: str) -> Place:
    """As yet unsaved, and with the keys that saving one by one would give it."""
    return Place(
        kind=PlaceKind.VILLAGE,
        name=name,
        parent=commune,
        languages=[Language.VIETNAMESE, Language.HMONG],
        households=100,
        residents=450,
        search=search_key(name),
        order=sort_key(name),
    )


def body_of(commune: Place, name: str) -> Body:
    return Body.objects.get(commune=commune, name=name)


def appoint(
    username: str, full_name: str, role: str, body: Body, *, title: str = "", villages=(), ends_on=None
) -> User:
    """A person who can sign in with the password "mat khau de nho" and holds one post."""
    user = User.objects.filter(username=username).first() or User(username=username, full_name=full_name)
    user.set_password(PASSWORD)
    user.save()
    post = Post.objects.create(
        user=user, body=body, role=role, title=title or Role(role).label, starts_on=SINCE, ends_on=ends_on
    )
    post.villages.set(villages)
    return user


PASSWORD = "mat khau de nho"


def minh(commune: Place) -> User:
    """The secretary."""
    return appoint("minh", "Nguyễn Văn Minh", Role.R1, body_of(commune, "Đảng ủy xã"), title="Bí thư Đảng ủy")


def lan(commune: Place) -> User:
    """Head of the village Nà Lìn."""
    return appoint("lan", "Lò Thị Lan", Role.R7, body_of(commune, "Thôn Nà Lìn"), title="Trưởng thôn")


def hoa(commune: Place) -> User:
    """Head of the next village: the stranger in every rule's table."""
    return appoint("hoa", "Giàng Thị Hoa", Role.R7, body_of(commune, "Thôn Sín Chải"), title="Trưởng thôn")


def son(commune: Place) -> User:
    """Chief of the commune's police."""
    return appoint("son", "Vàng Văn Sơn", Role.R3, body_of(commune, "Công an xã"), title="Trưởng Công an xã")
