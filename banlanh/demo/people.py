"""The invented people of the commune. One password opens every account: nothing here is anybody's secret."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from banlanh.accounts.enums import Role
from banlanh.accounts.models import Post, User
from banlanh.places.models import Body
from vanban.text import search_key

from . import bodies as b

PASSWORD = "suoilanhbinhyen"
IN_POST_SINCE = date(2025, 7, 1)
APPOINTED_BY = "45-QĐ/ĐU, 25/3/2026"


@dataclass(frozen=True)
class Seat:
    role: Role
    title: str
    body: str
    villages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    username: str
    full_name: str
    seats: tuple[Seat, ...]


def person(username: str, full_name: str, *seats: Seat) -> Person:
    return Person(username, full_name, seats)


SECRETARY, OFFICER, CHAIRMAN, CHIEF = "bithu", "vanphong", "chutich", "truongca"

# One sign-in for each role, in the order of the roles: this is the table that the command prints.
SIGN_INS = (
    person(
        SECRETARY,
        "Vàng Seo Páo",
        Seat(Role.R1, "Bí thư Đảng ủy", b.PARTY),
        Seat(Role.R1, "Trưởng Ban Chỉ đạo", b.STEERING),
    ),
    person(
        CHAIRMAN,
        "Hoàng Văn Minh",
        Seat(Role.R2, "Chủ tịch Ủy ban nhân dân xã", b.PEOPLES_COMMITTEE),
        Seat(Role.R2, "Phó Trưởng ban thường trực Ban Chỉ đạo", b.STEERING),
    ),
    person(
        CHIEF,
        "Lương Đức Thịnh",
        Seat(Role.R3, "Trưởng Công an xã", b.POLICE),
        Seat(Role.R3, "Phó Trưởng Ban Chỉ đạo", b.STEERING),
        Seat(Role.R6, "Bí thư Chi bộ Công an xã", b.POLICE_CELL),
    ),
    person("congan", "Nông Quốc Huy", Seat(Role.R4, "Cán bộ Công an xã", b.POLICE)),
    person(
        "dangvien",
        "Triệu Thị Mai",
        Seat(Role.R5, "Đảng ủy viên phụ trách thôn", b.PARTY, ("Nà Lìn", "Sín Chải", "Bản Mới")),
    ),
    person("bithuchibo", "Giàng Seo Dìn", Seat(Role.R6, "Bí thư Chi bộ Nà Lìn", b.cell("Nà Lìn"))),
    person("lan", "Giàng Thị Lan", Seat(Role.R7, "Trưởng thôn Nà Lìn", b.village_body("Nà Lìn"))),
    person("hoa", "Lù Thị Hoa", Seat(Role.R7, "Trưởng thôn Pắc Tà", b.village_body("Pắc Tà"))),
    person("phunu", "Bàn Thị Nguyệt", Seat(Role.R8, "Cán bộ Hội Phụ nữ xã", b.WOMEN)),
    person("chutichhpn", "Hoàng Thị Yến", Seat(Role.R8B, "Chủ tịch Hội Phụ nữ xã", b.WOMEN)),
    person("hieutruong", "Phạm Thu Hương", Seat(Role.R9, "Hiệu trưởng", b.SECONDARY)),
    person("laodong", "Đặng Văn Quý", Seat(Role.R10, "Cán bộ lao động, chính sách", b.PEOPLES_COMMITTEE)),
    person("yte", "Nguyễn Thị Thảo", Seat(Role.R11, "Trưởng trạm Y tế", b.HEALTH)),
    person(OFFICER, "Nông Thị Hạnh", Seat(Role.R12, "Chánh Văn phòng Đảng ủy", b.PARTY_OFFICE)),
    person("quansu", "Thào A Chính", Seat(Role.R13, "Chỉ huy trưởng Quân sự xã", b.MILITARY)),
    person("quantri", "Trần Quang Vinh", Seat(Role.R14, "Quản trị hệ thống", b.PARTY_OFFICE)),
    person("rasoat", "Lục Thị Bình", Seat(Role.R15, "Người rà soát truy cập", b.PARTY)),
    person("tinh", "Đỗ Hoài Nam", Seat(Role.R16, "Cán bộ theo dõi của tỉnh", b.PROVINCE_TEAM)),
)

# Village: its head and the secretary of its cell. Nà Lìn's are above, and so is the head of Pắc Tà.
VILLAGE_PEOPLE = {
    "Suối Lành": ("Nguyễn Văn Toản", "Phạm Thị Duyên"),
    "Pắc Tà": ("", "Lù Văn Ổn"),
    "Sín Chải": ("Sùng A Vừ", "Sùng Seo Lềnh"),
    "Bản Mới": ("Vàng Thị Sua", "Vàng A Tráng"),
    "Lao Chải": ("Giàng A Sử", "Thào Seo Phứ"),
    "Tả Hồ": ("Cư Seo Hòa", "Cư Thị Dở"),
    "Nậm Khánh": ("Triệu Văn Phin", "Bàn Văn Liều"),
    "Khe Mây": ("Hoàng Văn Tiệp", "Nông Thị Thơm"),
    "Phiêng Lành": ("Lù Văn Kiên", "Hoàng Thị Bích"),
    "Nà Cáy": ("Nông Văn Đoàn", "Lương Văn Tới"),
    "Tả Mây": ("Ma Seo Chứ", "Ma Thị Pàng"),
    "Hồ Sín": ("Thào Seo Sáng", "Thào A Lùng"),
    "Pá Lành": ("Vàng A Dế", "Giàng Thị Chứ"),
    "Sảng Pờ": ("Lý A Tếnh", "Lý Seo Vảng"),
    "Cốc Mận": ("Đặng Văn Sinh", "Triệu Thị Ghển"),
    "Nậm Lành": ("Bàn Văn Tịnh", "Đặng Thị Lai"),
    "Giàng Mây": ("Giàng A Khoa", "Sùng Thị Mảy"),
    "Chải Mây": ("Hầu Seo Giả", "Hầu A Dơ"),
    "Bản Lìn": ("Phàn Văn Quẩy", "Phàn Thị Mùi"),
    "Khuổi Sáng": ("Lý Seo Cú", "Ma A Thắng"),
    "Phìn Mây": ("Sùng Seo Tỏa", "Vàng Thị Xúa"),
    "Nà Sáng": ("Thào Thị Dợ", "Giàng Seo Quáng"),
    "Vàng Chải": ("Vàng Seo Lử", "Lý Thị Chá"),
}

MEMBERS_IN_CHARGE = {
    "Lục Văn Đạt": ("Suối Lành", "Pắc Tà", "Khe Mây"),
    "Sùng Thị Dung": ("Lao Chải", "Tả Hồ", "Hồ Sín"),
    "Bàn Văn Thương": ("Nậm Khánh", "Cốc Mận", "Nậm Lành"),
    "Hoàng Thị Liên": ("Phiêng Lành", "Nà Cáy", "Bản Lìn"),
    "Cư A Sinh": ("Tả Mây", "Chải Mây", "Giàng Mây"),
    "Trần Văn Lực": ("Pá Lành", "Sảng Pờ"),  # nobody answers for Phìn Mây yet
    "Lý Thị Nhung": ("Khuổi Sáng", "Nà Sáng", "Vàng Chải"),
}

# Username, name, role, title, body of those who are neither a sign-in above nor in a village.
OTHERS = (
    ("matran", "Lương Văn Bảo", Role.R8, "Chủ tịch Mặt trận", b.FRONT),
    ("chutichhnd", "Đặng Văn Phúc", Role.R8B, "Chủ tịch Hội Nông dân xã", b.ORGANISATIONS[1]),
    ("chutichccb", "Nông Văn Khải", Role.R8B, "Chủ tịch Hội Cựu chiến binh xã", b.ORGANISATIONS[2]),
    ("bithudoan", "Vàng Thị Dua", Role.R8B, "Bí thư Đoàn Thanh niên xã", b.ORGANISATIONS[3]),
    ("hoinongdan", "Hà Văn Thiệu", Role.R8, "Cán bộ Hội Nông dân xã", b.ORGANISATIONS[1]),
    ("hoiccb", "Lương Văn Hiến", Role.R8, "Cán bộ Hội Cựu chiến binh xã", b.ORGANISATIONS[2]),
    ("doanvien", "Má Thị Sủa", Role.R8, "Cán bộ Đoàn Thanh niên xã", b.ORGANISATIONS[3]),
    ("chutichcd", "Phạm Văn Tuyên", Role.R8B, "Chủ tịch Công đoàn xã", b.ORGANISATIONS[4]),
    ("truong2", "Lê Quang Hải", Role.R9, "Hiệu trưởng", b.SCHOOLS[1]),
    ("truong3", "Vũ Thị Ngân", Role.R9, "Hiệu trưởng", b.SCHOOLS[2]),
    ("truong4", "Bùi Thị Phương", Role.R9, "Hiệu trưởng", b.SCHOOLS[3]),
    ("truong5", "Hoàng Đình Sơn", Role.R9, "Hiệu trưởng", b.SCHOOLS[4]),
    ("truong6", "Nguyễn Thị Hiền", Role.R9, "Hiệu trưởng", b.SCHOOLS[5]),
    ("truong7", "Triệu Văn Hưng", Role.R9, "Hiệu trưởng", b.SCHOOLS[6]),
    ("truong8", "Nông Thị Thúy", Role.R9, "Hiệu trưởng", b.SCHOOLS[7]),
    ("truong9", "Lò Thị Xuân", Role.R9, "Hiệu trưởng", b.SCHOOLS[8]),
    ("chiboquansu", "Cư Seo Vần", Role.R6, "Bí thư Chi bộ Quân sự xã", b.MILITARY_CELL),
    ("chibothcs", "Đinh Văn Thông", Role.R6, "Bí thư chi bộ", b.cell(b.SECONDARY)),
    ("chibotieuhoc", "Phùng Thị Loan", Role.R6, "Bí thư chi bộ", b.cell(b.SECOND_PRIMARY)),
    ("chibomamnon", "Lù Thị Thu", Role.R6, "Bí thư chi bộ", b.cell(b.KINDERGARTEN)),
    ("chiboyte", "Bàn Thị Hồng", Role.R6, "Bí thư Chi bộ Trạm Y tế", b.HEALTH_CELL),
    ("chibocoquan", "Lục Văn Tình", Role.R6, "Bí thư Chi bộ Cơ quan xã", b.OFFICE_CELL),
)


def everyone() -> Iterator[Person]:
    yield from SIGN_INS
    for number, (name, villages) in enumerate(MEMBERS_IN_CHARGE.items(), start=2):
        seat = Seat(Role.R5, "Đảng ủy viên phụ trách thôn", b.PARTY, villages)
        yield person(f"dangvien{number}", name, seat)
    for village, (head, secretary) in VILLAGE_PEOPLE.items():
        yield from people_of(village, head, secretary)
    for username, name, role, title, body in OTHERS:
        yield person(username, name, Seat(role, title, body))


def people_of(village: str, head: str, secretary: str) -> Iterator[Person]:
    word = search_key(village).replace(" ", "")
    if head:
        yield person(f"thon{word}", head, Seat(Role.R7, f"Trưởng thôn {village}", b.village_body(village)))
    yield person(f"chibo{word}", secretary, Seat(Role.R6, f"Bí thư Chi bộ {village}", b.cell(village)))


def make_people(bodies: dict[str, Body]) -> dict[str, User]:
    """Every account by its username. The password is hashed once, for hashing is slow on purpose."""
    hashed = make_password(PASSWORD)
    return {each.username: make_person(each, hashed, bodies) for each in everyone()}


def make_person(each: Person, hashed: str, bodies: dict[str, Body]) -> User:
    user = User.objects.create(username=each.username, full_name=each.full_name, password=hashed)
    for seat in each.seats:
        post = Post.objects.create(
            user=user,
            body=bodies[seat.body],
            role=seat.role,
            title=seat.title,
            document=APPOINTED_BY if seat.body == b.STEERING or seat.villages else "",
            starts_on=IN_POST_SINCE,
        )
        post.villages.set(bodies[b.village_body(village)].place for village in seat.villages)
    return user


def desks(users: dict[str, User]) -> dict[str, User]:
    """Who records for each body: the one who answers for it, which is the first named."""
    found: dict[str, User] = {}
    for each in everyone():
        for seat in each.seats:
            if seat.role not in (Role.R5, Role.R8, Role.R14, Role.R15) or seat.body == b.FRONT:
                found.setdefault(seat.body, users[each.username])
    # The office writes for the Party Committee and the Steering Committee, whose head then approves.
    return found | {b.PARTY: users[OFFICER], b.STEERING: users[OFFICER], b.PEOPLES_COMMITTEE: users["laodong"]}
