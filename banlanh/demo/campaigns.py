"""The campaigns of each year: who signs which text, from when to when, and for which target of the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from banlanh.accounts.models import User
from banlanh.places.models import Place
from banlanh.plans.models import Target
from banlanh.pledges.enums import Signers
from banlanh.pledges.models import Campaign

from .chance import Today, draw, id_at, within
from .plan import STARTS_ON
from .villages import DAO, HMONG, TAY, VIE

LAST_LINES = "Bản cam kết được đọc cho người ký nghe trước khi ký. Ai thấy điều bất thường thì báo Công an xã."


@dataclass(frozen=True)
class Round:
    """One campaign as it comes back each year; `aim` are words of its target."""

    signers: Signers
    title: str
    text: str
    aim: str
    opens: tuple[int, int]  # month and day
    closes: tuple[int, int] = (12, 31)
    languages: tuple[str, ...] = (VIE, HMONG, DAO, TAY)


ROUNDS = (
    Round(
        Signers.HOUSEHOLD,
        "Cam kết «Gia đình không ma túy» năm {year}",
        "Gia đình tôi hứa với bà con trong thôn:\n"
        "1. Không ai trong nhà dùng, cất giữ, mua bán hay chở hộ ma túy.\n"
        "2. Ông bà, cha mẹ để ý con cháu, nhất là lúc đi làm xa về và lúc dùng điện thoại khuya.\n"
        "3. Nhà nào có người lỡ bước thì cả nhà cùng khuyên nhủ, đưa đi cai, không giấu.\n"
        f"4. {LAST_LINES}",
        "hộ gia đình, dòng họ",
        (3, 16),
    ),
    Round(
        Signers.ESTABLISHMENT,
        "Cam kết của nhà nghỉ, homestay, quán karaoke năm {year}",
        "Cơ sở chúng tôi hứa:\n"
        "1. Không để khách mang ma túy, bóng cười, thuốc lá điện tử vào phòng.\n"
        "2. Ghi sổ khách đầy đủ, phòng hát có cửa nhìn được từ ngoài.\n"
        "3. Thấy việc lạ thì báo ngay, không tự xử.\n"
        f"4. {LAST_LINES}",
        "hộ gia đình, dòng họ",
        (4, 6),
        languages=(VIE,),
    ),
    Round(
        Signers.LINEAGE,
        "Cam kết «Dòng họ không ma túy» năm {year}",
        "Dòng họ chúng tôi hứa:\n"
        "1. Mỗi dịp họp họ đều nhắc con cháu tránh xa ma túy.\n"
        "2. Nhà nào trong họ gặp khó vì ma túy thì họ cùng giúp, không chê cười, không bỏ rơi.\n"
        "3. Cử một người giữ liên lạc với trưởng thôn.\n"
        f"4. {LAST_LINES}",
        "hộ gia đình, dòng họ",
        (4, 6),
    ),
    Round(
        Signers.MEMBER,
        "Đảng viên nêu gương không ma túy năm {year}",
        "Tôi là đảng viên, tôi hứa:\n"
        "1. Bản thân và người trong nhà không dính đến ma túy.\n"
        "2. Nhận đến nói chuyện với những nhà chi bộ giao, mỗi quý ít nhất một lần.\n"
        "3. Việc xảy ra ở nơi mình phụ trách thì nói thật, nói sớm với chi bộ.",
        "toàn thể đảng viên",
        (3, 16),
        languages=(VIE,),
    ),
    Round(
        Signers.CLASSES,
        "Học sinh, cha mẹ nói không với ma túy, năm học {year}-{next}",
        "Em hứa không thử thuốc lá điện tử, bóng cười hay bất cứ thứ gì không rõ là gì; "
        "bị rủ rê thì từ chối và kể với thầy cô, cha mẹ.\n"
        "Cha mẹ hứa hỏi chuyện con mỗi ngày, biết con chơi với ai, và không hút thuốc trước mặt con.",
        "vận động học sinh và cha mẹ học sinh",
        (9, 5),
        (10, 31),
    ),
)  # fmt: skip


def open_campaigns(commune: Place, by: User, today: Today) -> list[Campaign]:
    """Those of every year that have begun, each naming the one before it."""
    targets = list(Target.objects.for_place(commune).kept().select_related("clause"))
    found: list[Campaign] = []
    for asked, year in sorted_by_day(today):
        opened_at = within(draw("opened", asked.signers, year), date(year, *asked.opens), 7, 9)
        if today.knows(opened_at):
            campaign = campaign_of(asked, year, commune)
            campaign.id, campaign.opened_at = id_at(opened_at, draw("campaign", asked.signers, year)), opened_at
            campaign.opened_by = by
            campaign.target = next(target for target in targets if asked.aim in target.clause.text)
            campaign.renews = next((each for each in reversed(found) if each.signers == asked.signers), None)
            found.append(campaign)
    return Campaign.objects.bulk_create(found)


def sorted_by_day(today: Today) -> Iterator[tuple[Round, int]]:
    for year in range(STARTS_ON.year, today.day.year + 1):
        yield from ((asked, year) for asked in sorted(ROUNDS, key=lambda asked: asked.opens))


def campaign_of(asked: Round, year: int, commune: Place) -> Campaign:
    return Campaign(
        commune=commune,
        signers=asked.signers,
        title=asked.title.format(year=year, next=year + 1),
        text=asked.text,
        version="1",
        languages=[language.value for language in asked.languages],
        starts_on=date(year, *asked.opens),
        ends_on=date(year, *asked.closes),
    )
