"""The invented villages of the demonstration commune, and how each keeps to the plan."""

from dataclasses import dataclass

from banlanh.places.enums import Language

VIE, HMONG, DAO, TAY = Language.VIETNAMESE, Language.HMONG, Language.DAO, Language.TAY

PROVINCE = "Mây Ngàn"
COMMUNE = "Suối Lành"
HOUSEHOLDS = 2600


@dataclass(frozen=True)
class Village:
    """A village as it is before the first record; `steadiness` is the share of its airings that happen."""

    name: str
    households: int
    residents: int
    tongue: str
    steadiness: float = 0.985

    @property
    def languages(self) -> list[str]:
        return [VIE.value] if self.tongue == VIE else [VIE.value, self.tongue.value]


VILLAGES = (
    Village("Suối Lành", 168, 702, VIE, 0.995),
    Village("Nà Lìn", 100, 476, HMONG, 0.97),
    Village("Pắc Tà", 124, 561, TAY, 0.995),
    Village("Sín Chải", 96, 521, HMONG, 0.6),  # does badly
    Village("Bản Mới", 112, 548, HMONG),  # does better every month: see airings.py
    Village("Lao Chải", 131, 690, HMONG, 0.96),
    Village("Tả Hồ", 118, 612, HMONG),  # three weeks without a loudspeaker: see airings.py
    Village("Nậm Khánh", 87, 421, DAO, 0.995),
    Village("Khe Mây", 142, 655, TAY),
    Village("Phiêng Lành", 109, 498, TAY, 0.975),
    Village("Nà Cáy", 121, 547, TAY),
    Village("Tả Mây", 93, 497, HMONG, 0.97),
    Village("Hồ Sín", 104, 562, HMONG),
    Village("Pá Lành", 98, 519, HMONG, 0.965),
    Village("Sảng Pờ", 84, 466, HMONG, 0.955),
    Village("Cốc Mận", 115, 528, DAO),
    Village("Nậm Lành", 126, 583, DAO, 0.98),
    Village("Giàng Mây", 79, 441, HMONG, 0.96),
    Village("Chải Mây", 91, 498, HMONG),
    Village("Bản Lìn", 106, 507, DAO, 0.975),
    Village("Khuổi Sáng", 97, 452, HMONG),
    Village("Phìn Mây", 88, 479, HMONG, 0.965),
    Village("Nà Sáng", 119, 541, HMONG),
    Village("Vàng Chải", 92, 503, HMONG, 0.97),
)
