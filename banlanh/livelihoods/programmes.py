"""Where money for livelihoods usually comes from, offered where the table is empty; each line can be put right.

Until 2025 there were three national programmes; from 2026 one (Resolution 257/2025/QH15).
"""

from datetime import date
from typing import NamedTuple


class Usual(NamedTuple):
    name: str
    authority: str
    starts_on: date
    ends_on: date | None


USUAL = (
    Usual(
        "Chương trình mục tiêu quốc gia Giảm nghèo bền vững", "Bộ Nông nghiệp và Môi trường",
        date(2021, 1, 1), date(2025, 12, 31),
    ),
    Usual(
        "Chương trình mục tiêu quốc gia Xây dựng nông thôn mới", "Bộ Nông nghiệp và Môi trường",
        date(2021, 1, 1), date(2025, 12, 31),
    ),
    Usual(
        "Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi",
        "Bộ Dân tộc và Tôn giáo", date(2021, 1, 1), date(2025, 12, 31),
    ),
    Usual(
        "Chương trình mục tiêu quốc gia chung từ năm 2026 (nông thôn mới, giảm nghèo, dân tộc thiểu số và miền núi)",
        "Bộ Nông nghiệp và Môi trường", date(2026, 1, 1), date(2035, 12, 31),
    ),
    Usual("Tín dụng của Ngân hàng Chính sách xã hội", "Ngân hàng Chính sách xã hội", date(2002, 10, 4), None),
    Usual("Ngân sách và quỹ của địa phương", "Ủy ban nhân dân xã", date(2025, 7, 1), None),
)  # fmt: skip
