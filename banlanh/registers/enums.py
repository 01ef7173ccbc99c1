from dataclasses import dataclass

from django.db.models import TextChoices

from banlanh.places.enums import CELLS, BodyKind


class EntryKind(TextChoices):
    HOUSEHOLD = "household", "hộ gia đình"
    ESTABLISHMENT = "establishment", "cơ sở kinh doanh có điều kiện"
    LINEAGE = "lineage", "dòng họ"
    MEMBER = "member", "đảng viên"
    PRESTIGE = "prestige", "người có uy tín"
    CULTURE_HOUSE = "culture_house", "nhà văn hóa thôn"


class Began(TextChoices):
    """Why a stay began; `LISTED` was there before anybody kept this register."""

    LISTED = "listed", "vào sổ lần đầu"
    ARRIVED = "arrived", "mới đến"
    OPENED = "opened", "mới mở"
    SPLIT = "split", "tách ra"
    MOVED = "moved", "từ nơi khác trong xã chuyển đến"


class Ended(TextChoices):
    """Why a stay ended; the last two say that it should never have been counted."""

    LEFT = "left", "rời đi"
    CLOSED = "closed", "đóng cửa"
    MERGED = "merged", "nhập vào mục khác"
    MOVED = "moved", "chuyển sang nơi khác trong xã"
    DUPLICATE = "duplicate", "ghi trùng"
    MISTAKE = "mistake", "ghi nhầm"


NEVER_WAS = frozenset({Ended.DUPLICATE, Ended.MISTAKE})


class Side(TextChoices):
    """Who signs a village's changes of the month."""

    KEEPER = "keeper", "trưởng thôn"
    POLICE = "police", "Công an xã"


@dataclass(frozen=True, slots=True)
class Register:
    """What is particular to one register: its address, its words, whose bodies it is kept by."""

    slug: str
    title: str
    unit: str
    name: str  # what stands in `Entry.name`
    detail: str  # what stands in `Entry.detail`; nothing where it is not asked
    bodies: frozenset[str]
    begins: Began = Began.ARRIVED
    ends: Ended = Ended.LEFT
    splits: bool = False


VILLAGES = frozenset({BodyKind.VILLAGE.value})
REGISTERS: dict[str, Register] = {
    EntryKind.HOUSEHOLD: Register("ho", "Hộ gia đình", "hộ", "họ và tên chủ hộ", "", VILLAGES, splits=True),
    EntryKind.ESTABLISHMENT: Register(
        "co-so", "Cơ sở kinh doanh có điều kiện", "cơ sở", "tên cơ sở", "ngành nghề", VILLAGES,
        Began.OPENED, Ended.CLOSED,
    ),
    EntryKind.LINEAGE: Register("dong-ho", "Dòng họ", "dòng họ", "người đại diện", "tên dòng họ", VILLAGES),
    EntryKind.MEMBER: Register("dang-vien", "Đảng viên", "đảng viên", "họ và tên", "", CELLS),
    EntryKind.PRESTIGE: Register("uy-tin", "Người có uy tín", "người có uy tín", "họ và tên", "", VILLAGES),
    EntryKind.CULTURE_HOUSE: Register(
        "nha-van-hoa", "Nhà văn hóa thôn", "nhà văn hóa", "tên nhà văn hóa", "", VILLAGES, Began.OPENED, Ended.CLOSED
    ),
}  # fmt: skip
BY_SLUG = {register.slug: kind for kind, register in REGISTERS.items()}
