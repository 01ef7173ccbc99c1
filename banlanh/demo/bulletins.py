"""What the loudspeakers said, month by month, and when each village plays: written by the office, read by another."""

import io
import math
import struct
import wave
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.core.files.base import ContentFile

from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.outreach.actions import mark_of
from banlanh.outreach.enums import Priority
from banlanh.outreach.models import Bulletin, BulletinText, PlannedAiring, Review, Run, languages_of
from banlanh.places.models import Body, Place
from banlanh.records.files import fingerprint

from .airings import BY_NAME, habit
from .chance import Today, at, draw, id_at
from .people import CHAIRMAN, OFFICER
from .plan import STARTS_ON
from .villages import DAO, HMONG, TAY, VIE

MINUTES = 15
BY_WHO_READS = "Người đọc của thôn dịch từ lời tiếng phổ thông và đọc trong bản thu kèm theo."


@dataclass(frozen=True)
class Script:
    """A bulletin with the month from which it was played."""

    title: str
    month: int
    text: str
    returned: str = ""  # what the first reader wanted changed
    is_urgent: bool = False


SCRIPTS = (
    Script(
        "Cả xã cùng giữ nhà, giữ thôn không có ma túy",
        3,
        "Thưa bà con! Từ tháng này xã ta làm theo Kế hoạch của Đảng ủy về xã không ma túy. Mỗi nhà bảo nhau "
        "một câu: không thử, không giữ hộ, không chở hộ thứ mình không biết. Thấy điều lạ thì báo Công an xã.",
    ),
    Script(
        "Ma túy kiểu mới trông như kẹo, như nước ngọt",
        5,
        "Thưa bà con! Có loại ma túy đóng gói như kẹo, như trà sữa, như nước ngọt. Bà con dặn con em: không "
        "nhận đồ ăn, đồ uống của người lạ, kể cả khi họ cho không. Ăn phải thứ lạ mà chóng mặt, tim đập nhanh"
        " thì đến trạm y tế ngay.",
        returned="Câu cuối nói rõ một xóm nên người nghe đoán ra nhà nào. Xin viết chung cho cả xã.",
    ),
    Script(
        "Đi làm ăn xa, nhớ giữ mình",
        7,
        "Thưa bà con! Mùa này nhiều người đi làm ăn xa. Trước khi đi, xin báo với trưởng thôn; ở nơi mới, "
        "đừng nghe ai rủ thử một lần cho đỡ mệt. Ai gặp khó khăn cứ gọi về cho gia đình, cho thôn, xã luôn "
        "sẵn lòng giúp.",
    ),
    Script(
        "Thuốc lá điện tử không phải đồ chơi",
        9,
        "Thưa bà con, thưa các cháu học sinh! Thuốc lá điện tử có thể bị tẩm ma túy. Cha mẹ xem cặp sách, hỏi"
        " han con mỗi tối. Các cháu được mời thì nói «Không, mình không hút», rồi kể với thầy cô hoặc cha mẹ.",
    ),
    Script(
        "Số đường dây nóng ở nhà văn hóa thôn",
        11,
        "Thưa bà con! Số điện thoại đường dây nóng của Công an xã treo ở nhà văn hóa thôn. Ai gọi cũng được "
        "giữ kín tên. Báo sớm một việc nhỏ là giúp cả thôn tránh được việc lớn.",
    ),
)
WAITING = "Vui Tết, không để ma túy vào thôn"


def write_schedule(commune: Place, users: dict[str, User], desks: dict[str, User], today: Today) -> int:
    """The rules of every village, the bulletins with their reviews, and one that still waits; how many rows."""
    bodies = Body.objects.for_place(commune).filter(kind="village").select_related("place")
    planned = [rule for body in bodies for rule in rules_of(body, desks[body.name])]
    PlannedAiring.objects.bulk_create(planned)
    told = [broadcast(script, commune, users, today) for script in SCRIPTS if first_week(script) <= today.monday]
    if told:
        waiting(commune, users, today)
    return len(planned) + sum(told)


def rules_of(body: Body, by: User) -> list[PlannedAiring]:
    moment = at(STARTS_ON, time(17))
    return [
        PlannedAiring(
            id=id_at(moment, draw("planned", body.name, weekday, slot)),
            body=body,
            weekday=weekday,
            slot=slot,
            languages=languages_of(body),
            minutes=MINUTES,
            starts_on=clock.monday_of(STARTS_ON),
            planned_at=moment,
            planned_by=by,
        )
        for weekday, slot in habit(BY_NAME[body.place.name])
    ]


def first_week(script: Script) -> date:
    return clock.monday_of(max(date(STARTS_ON.year, script.month, 1), STARTS_ON))


def broadcast(script: Script, commune: Place, users: dict[str, User], today: Today) -> int:
    """One bulletin from its writing to its weeks on the air; how many rows."""
    starts_on = first_week(script)
    ends_on = starts_on + timedelta(days=9 * 7 - 1)
    written_at = at(max(starts_on - timedelta(days=3), STARTS_ON), time(9, 10))
    is_now = ends_on >= today.day
    bulletin = written(script.title, script.is_urgent, commune, users[OFFICER], written_at)
    for language in (VIE, HMONG, DAO, TAY):
        text = script.text if language == VIE else BY_WHO_READS
        worded(bulletin, language, text, users[OFFICER], written_at, with_sound=is_now)
    marked(bulletin)
    reader, read_at = users[CHAIRMAN], written_at + timedelta(hours=5)
    if script.returned:
        reviewed(
            bulletin, reader, read_at - timedelta(hours=2), script.returned, sha256=fingerprint(b"as it was before")
        )
    reviewed(bulletin, reader, read_at)
    moment = read_at + timedelta(minutes=20)
    Run.objects.create(
        id=id_at(moment, draw("run", script.title)),
        bulletin=bulletin,
        starts_on=starts_on,
        ends_on=ends_on,
        put_at=moment,
        put_by=users[OFFICER],
    )
    return 7 + bool(script.returned)


def waiting(commune: Place, users: dict[str, User], today: Today) -> None:
    """A bulletin that the chairman wrote yesterday and that somebody else still has to read."""
    moment = at(today.day - clock.DAY, time(16, 5))
    text = "Thưa bà con! Tết này, nhà nhà vui, thôn thôn yên. Có khách lạ, có đồ lạ, xin báo trưởng thôn."
    bulletin = written(WAITING, False, commune, users[CHAIRMAN], moment)
    worded(bulletin, VIE, text, users[CHAIRMAN], moment, with_sound=False)
    marked(bulletin)


def written(title: str, is_urgent: bool, commune: Place, by: User, moment) -> Bulletin:
    return Bulletin.objects.create(
        id=id_at(moment, draw("bulletin", title)),
        commune=commune,
        title=title,
        priority=Priority.URGENT if is_urgent else Priority.NORMAL,
        written_at=moment,
        written_by=by,
    )


def worded(bulletin: Bulletin, language: str, text: str, by: User, moment, *, with_sound: bool) -> None:
    said = BulletinText(bulletin=bulletin, language=language, text=text, written_at=moment, written_by=by)
    if with_sound:
        sound = chime(262 if language == VIE else 330)
        said.audio.save(f"{uuid7().hex}.wav", ContentFile(sound), save=False)
        said.audio_kind, said.audio_size, said.audio_sha256 = "wav", len(sound), fingerprint(sound)
    said.save()


def marked(bulletin: Bulletin) -> None:
    bulletin.sha256 = mark_of(bulletin)
    bulletin.save(update_fields=["sha256"])


def reviewed(bulletin: Bulletin, by: User, moment, word: str = "", *, sha256: str = "") -> None:
    Review.objects.create(
        id=id_at(moment, draw("review", bulletin.title, word)),
        bulletin=bulletin,
        sha256=sha256 or bulletin.sha256,
        points_at_somebody=bool(word),
        word=word,
        at=moment,
        by=by,
    )


def chime(tone: int) -> bytes:
    """A second of a bell, in place of a voice: nobody's voice is in a demonstration."""
    rate, sound = 8000, io.BytesIO()
    waves = (math.exp(-4 * at / rate) * math.sin(2 * math.pi * tone * at / rate) for at in range(rate))
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(struct.pack("<h", int(12000 * each)) for each in waves))
    return sound.getvalue()
