from django.db.models import TextChoices

from banlanh.places.enums import BodyKind
from banlanh.registers.enums import REGISTERS, EntryKind


class Signers(TextChoices):
    """Who signs in a campaign: the entries of one register, or a school's classes in numbers."""

    HOUSEHOLD = EntryKind.HOUSEHOLD.value, "hộ gia đình"
    ESTABLISHMENT = EntryKind.ESTABLISHMENT.value, "cơ sở kinh doanh có điều kiện"
    LINEAGE = EntryKind.LINEAGE.value, "dòng họ"
    MEMBER = EntryKind.MEMBER.value, "đảng viên"
    PRESTIGE = EntryKind.PRESTIGE.value, "người có uy tín"
    CLASSES = "classes", "học sinh, phụ huynh theo lớp"


SCHOOLS = frozenset({BodyKind.SCHOOL.value})


def bodies_of(signers: str) -> frozenset[str]:
    """The kinds of body that such signatures are collected in."""
    return SCHOOLS if signers == Signers.CLASSES else REGISTERS[signers].bodies


def unit_of(signers: str) -> str:
    return "học sinh, phụ huynh" if signers == Signers.CLASSES else REGISTERS[signers].unit
