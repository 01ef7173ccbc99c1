"""`banlanh audit`: prints the codes of the logs, or compares one that stands on paper (PROTECTION SEC-28)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from banlanh.audit.actions import NO_COMMUNE
from banlanh.audit.models import Event
from banlanh.audit.queries import anchor_of, first_broken, holds, number_of
from banlanh.core import clock, words
from banlanh.core.homes import WORKING
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Place
from banlanh.reports.anchors import LOGS

NOWHERE = (
    "KHÔNG KHỚP: không dòng nào của các nhật ký có mã {code}. Xin so lại từng chữ với giấy; "
    "nếu chép đúng, nhật ký đã bị viết lại: xin giữ nguyên máy và báo Trưởng Công an xã."
)


class Log(NamedTuple):
    commune: int
    database: str
    name: str


def logs() -> Iterator[Log]:
    for place in Place.objects.filter(kind=PlaceKind.COMMUNE):
        yield from (Log(place.pk, database, f"{place.title}, {name.lower()}") for database, name in LOGS.items())
    yield Log(NO_COMMUNE, WORKING, "Nhật ký đăng nhập")


class Command(BaseCommand):
    help = "In mã nhật ký của một ngày, hoặc so mã ghi trên giấy với nhật ký."

    def add_arguments(self, parser):
        parser.add_argument("--day", type=date.fromisoformat)
        parser.add_argument("--code", default="")

    def handle(self, *, day: date | None = None, code: str = "", **options):
        self.compare(code) if code else self.tell(day or clock.today())

    def tell(self, day: date) -> None:
        self.stdout.write(f"Mã nhật ký đến hết ngày {words.day(day)}:")
        for log in logs():
            anchor = anchor_of(log.commune, day, log.database)
            told = f"số {words.number(anchor[0])}, mã {anchor[1]}" if anchor else "chưa có việc nào được ghi"
            self.stdout.write(f"{log.name}: {told}.")

    def compare(self, code: str) -> None:
        found = ((log, number_of(log.commune, code, log.database)) for log in logs())
        log, number = next(((log, number) for log, number in found if number), (None, 0))
        if log is None:
            raise CommandError(NOWHERE.format(code=code))
        event = Event.objects.using(log.database).get(commune=log.commune, sequence=number)
        said = f"{log.name}, dòng số {words.number(number)}, ghi ngày {words.day(localtime(event.at))}"
        if not holds(log.commune, number, code, log.database):
            broken = words.number(first_broken(log.commune, log.database))
            raise CommandError(f"Mã có trong {said}, NHƯNG nhật ký không còn nguyên vẹn từ dòng số {broken}.")
        self.stdout.write(f"KHỚP: {said}. Nhật ký nguyên vẹn từ dòng đầu đến dòng cuối.")
