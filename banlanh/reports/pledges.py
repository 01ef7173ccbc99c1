"""What the report says of pledges: of all who count, how many have signed. Sums of the commune, never of a village."""

from banlanh.indicators.registry import total
from banlanh.pledges.enums import Signers
from vanban.document import Block, Bullet, Heading, Paragraph

from .figures import Month
from .sentences import against, share

WHO = {
    Signers.HOUSEHOLD.value: "hộ gia đình",
    Signers.ESTABLISHMENT.value: "cơ sở kinh doanh có điều kiện",
    Signers.LINEAGE.value: "dòng họ",
    Signers.MEMBER.value: "đảng viên",
    "pupils": "học sinh",
    "parents": "phụ huynh",
}
KEYS = ("pledges_homes", "pledges_members", "pledges_pupils")


def signatures(now: Month, before: Month) -> list[Block]:
    """A bullet for each kind of signer that was asked to sign; who was not asked is left out, never nought."""
    lines = [line(each, now, before) for each in WHO if of(now, each)[1]]
    schools = now.total("pledges_schools")
    if schools[1]:
        lines.append(f"Trường học đã ký đủ: {share(*schools)}, {against(schools, before.total('pledges_schools'))}.")
    said: list[Block] = [Paragraph("Số đã ký trên số phải ký, tính đến ngày báo cáo:"), *map(Bullet, lines)]
    return [Heading("Ký cam kết", 2), *(said if lines else [Paragraph("Chưa có đợt ký cam kết nào được mở.")])]


def line(who: str, now: Month, before: Month) -> str:
    count = of(now, who)
    return f"{WHO[who].capitalize()}: {share(*count)}, {against(count, of(before, who))}."


def of(month: Month, who: str) -> tuple[int, int]:
    found = {key: [figure for figure in month.of(key) if figure.facet == who] for key in KEYS}
    key = next((key for key in KEYS if found[key]), KEYS[0])  # who signs is counted by one of them
    n, m = month.traced(*total(found[key]), key=key)
    return n, m
