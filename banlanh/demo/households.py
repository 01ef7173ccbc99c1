"""The registers of the demonstration commune: its households, village by village, all invented."""

from collections.abc import Iterator
from datetime import date, time

from banlanh.places.models import Body
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.enums import EntryKind

from .chance import at, draw, id_at
from .villages import DAO, HMONG, TAY, VIE, VILLAGES, Village

REGISTERED_ON = date(2026, 1, 1)
FAMILIES = {
    VIE: ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Bùi", "Đỗ", "Vũ", "Đặng"),
    HMONG: ("Giàng", "Vàng", "Sùng", "Thào", "Lý", "Má", "Cư", "Hầu", "Lù"),
    DAO: ("Triệu", "Bàn", "Đặng", "Phùng", "Lý", "Chảo", "Tẩn"),
    TAY: ("Hoàng", "Nông", "Lương", "Ma", "Vi", "La", "Lục", "Hà"),
}
MIDDLE = ("Văn", "Thị", "Đức", "Seo", "A", "Minh", "Hữu", "Ngọc", "Xuân", "Thanh", "Công", "Kim")
GIVEN = (
    "An", "Bình", "Chính", "Dũng", "Đại", "Giang", "Hà", "Hải", "Hòa", "Hùng", "Hưng", "Khánh", "Lâm", "Lan",
    "Liên", "Long", "Mai", "Mạnh", "Nam", "Nga", "Nhàn", "Páo", "Phong", "Phúc", "Quân", "Quang", "Quý",
    "Sáng", "Sơn", "Tâm", "Thắng", "Thành", "Thào", "Thu", "Thủy", "Tiến", "Toàn", "Trung", "Tuấn", "Vinh",
    "Xuân", "Yên", "Ánh", "Ân", "Ích", "Đào", "Đông",
)  # fmt: skip
GROUPS = 6


def make_registers(bodies: dict[str, Body]) -> int:
    """The households of every village, as many as the village says; how many there are in all."""
    made_at = at(REGISTERED_ON, time(8))
    return len(add_rows((row for village in VILLAGES for row in households(village, bodies)), at=made_at))


def households(village: Village, bodies: dict[str, Body]) -> Iterator[Row]:
    body, taken = bodies[f"Thôn {village.name}"], set()
    for number in range(village.households):
        chance = draw("household", village.name, number)
        name = head(village, number, taken)
        taken.add(name)
        yield Row(
            EntryKind.HOUSEHOLD,
            body,
            REGISTERED_ON,
            name,
            address=f"nhóm {number % GROUPS + 1}",
            id=id_at(at(REGISTERED_ON, time(8)), chance),
        )


def head(village: Village, number: int, taken: set[str]) -> str:
    """A name that no other household of the village has: two of one name would be proposed as doubles."""
    for again in range(1000):
        chance = draw("head", village.name, number, again)
        name = " ".join(chance.choice(part) for part in (FAMILIES[village.tongue], MIDDLE, GIVEN))
        if name not in taken:
            return name
    raise ValueError(f"no name is left for {village.name}")
