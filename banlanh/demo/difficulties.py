"""What hindered the bodies of the invented commune, how long it waited, and who answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from banlanh.accounts.models import User
from banlanh.committee.enums import Verb
from banlanh.committee.models import CLIMBS_AFTER, Difficulty, DifficultyStep
from banlanh.core import clock
from banlanh.places.models import Body

from . import bodies as b
from .chance import Today, draw, id_at, within
from .committee import known, of_body
from .people import SECRETARY


@dataclass(frozen=True)
class Hindrance:
    """What a body could not solve: since when, answered and closed after so many days, if at all."""

    body: str
    since: date
    text: str
    answered: int | None = None
    answer: str = ""
    closed: int | None = None


HINDRANCES = (
    Hindrance(b.village_body("Tả Hồ"), date(2026, 7, 6), "Loa bị sét đánh hỏng, thôn không có tiền thay bo mạch.",
              9, "Ủy ban đã cử thợ, thay bo mạch trước 25/7.", 18),
    Hindrance(b.village_body("Lao Chải"), date(2026, 8, 11), "Chưa có bản thu tiếng Mông, trưởng thôn phải đọc lấy.",
              4, "Đã gửi bản thu tiếng Mông cho mười hai thôn.", 6),
    Hindrance(b.SCHOOLS[1], date(2026, 9, 8), "Học sinh bán trú ở xa, cha mẹ không về ký cam kết đúng ngày được.",
              5, "Thống nhất ký bù vào kỳ nghỉ, ghi rõ ngày ký.", 12),
    Hindrance(b.WOMEN, date(2026, 10, 5), "Hội chưa có kinh phí đi lại cho người nhận giúp đỡ ở thôn xa.",
              16, "Chi từ nguồn hoạt động của Ban Chỉ đạo, mỗi quý một lần.", 20),
    Hindrance(b.MILITARY, date(2026, 11, 2), "Đường vào khu giáp ranh sạt một đoạn, xe tuần tra không qua được."),
    Hindrance(b.village_body("Sín Chải"), date(2026, 11, 13), "Tổ soạn thảo hương ước thiếu người viết văn bản."),
    Hindrance(b.village_body("Nà Lìn"), date(2026, 11, 16), "Nhà văn hóa mất điện buổi tối nên loa không phát được.",
              3, "Điện lực hẹn kéo lại đường dây trong tuần này."),
    Hindrance(b.cell(b.KINDERGARTEN), date(2026, 11, 20), "Chi bộ ít đảng viên, khó cử người đi phúc tra thôn xa."),
)  # fmt: skip


def difficulties(bodies: dict[str, Body], desks: dict[str, User], today: Today) -> Iterator[Difficulty]:
    for each in HINDRANCES:
        found = of_body(Difficulty, bodies[each.body], each.since, desks[each.body], draw("hindrance", each.text))
        found.recorded_at = within(draw("raised", each.text), each.since, 8, 10)
        found.id = id_at(found.recorded_at, draw("raised", each.text))
        found.text, found.desk = each.text, bodies[b.POLICE_CELL]
        yield from known(found, today)


def steps_of(
    difficulty: Difficulty, bodies: dict[str, Body], by: dict[str, User], today: Today
) -> Iterator[DifficultyStep]:
    """It climbs each seventh day until somebody answers; then whoever raised it says that it is solved."""
    story = next(each for each in HINDRANCES if each.text == difficulty.text)
    desk, above = bodies[b.POLICE_CELL], [bodies[b.STEERING], bodies[b.PARTY]]
    answered = story.since + story.answered * clock.DAY if story.answered is not None else None
    day = story.since + CLIMBS_AFTER * clock.DAY
    while above and (answered is None or day < answered) and day <= today.day:
        desk = above.pop(0)
        yield from known_step(difficulty, Verb.CLIMB, desk, day, None, "", today)
        day += CLIMBS_AFTER * clock.DAY
    if answered:
        who = by["truongca"] if desk.name == b.POLICE_CELL else by[SECRETARY]
        yield from known_step(difficulty, Verb.ANSWER, desk, answered, who, story.answer, today)
    if story.closed is not None:
        closed = story.since + story.closed * clock.DAY
        yield from known_step(difficulty, Verb.CLOSE, desk, closed, by[story.body], "", today)


def known_step(
    difficulty: Difficulty, verb: Verb, desk: Body, day: date, by: User | None, note: str, today: Today
) -> Iterator[DifficultyStep]:
    chance = draw("hindrance", difficulty.text, verb, day)
    at = within(chance, day, *((5, 6) if by is None else (8, 16)))
    if today.knows(at):
        step = DifficultyStep(id=id_at(at, chance), difficulty=difficulty, verb=verb, desk=desk, on=day, at=at)
        step.by, step.note = by, note
        yield step


def write_difficulties(bodies: dict[str, Body], desks: dict[str, User], users: dict[str, User], today: Today) -> int:
    """What was raised and what was done about it; returns how many rows."""
    raised = Difficulty.objects.bulk_create(difficulties(bodies, desks, today))
    done = [step for each in raised for step in steps_of(each, bodies, {**desks, **users}, today)]
    return len(raised) + len(DifficultyStep.objects.bulk_create(done))
