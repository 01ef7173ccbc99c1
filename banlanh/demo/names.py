"""Names of invented people: a family name of the village's people, a middle and a given name by chance."""

from vanban.text import search_key

from .chance import draw
from .villages import DAO, HMONG, TAY, VIE

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


def new_name(taken: set[str], *about: object, families: tuple[str, ...]) -> str:
    """A name that is not `taken`, marks aside, and is from now on: two of one name would be proposed as doubles."""
    for again in range(1000):
        chance = draw(*about, again)
        name = " ".join(chance.choice(part) for part in (families, MIDDLE, GIVEN))
        if search_key(name) not in taken:
            taken.add(search_key(name))
            return name
    raise ValueError(f"no name is left for {about}")
