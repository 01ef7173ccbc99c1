import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from banlanh.accounts.workbook.package import read_all
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Place
from banlanh.registers.enums import EntryKind
from banlanh.registers.importing import Comparison, bodies_for, compare, import_reading, undo_import
from banlanh.registers.models import Import
from banlanh.registers.workbook.reading import read
from vanban.text import search_key

KINDS = {
    "households": EntryKind.HOUSEHOLD,
    "establishments": EntryKind.ESTABLISHMENT,
    "lineages": EntryKind.LINEAGE,
    "members": EntryKind.MEMBER,
    "prestige": EntryKind.PRESTIGE,
    "culture-houses": EntryKind.CULTURE_HOUSE,
}
LEFT_OUT = 1  # the exit code where rows had to be left out
BAR = 30


class Command(BaseCommand):
    help = "Nhập sổ bộ từ sổ Excel của xã; các dòng có lỗi được chỉ rõ từng ô và để lại."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=KINDS, help="sổ nào")
        parser.add_argument("workbook", nargs="?", metavar="SỔ.xlsx")
        parser.add_argument("--commune", metavar="XÃ", default="", help="xã nào, nếu máy có nhiều xã")
        parser.add_argument("--since", type=date.fromisoformat, help="tính từ ngày, cho dòng không ghi ngày")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và báo, không ghi gì")
        parser.add_argument("--json", action="store_true", help="in kết quả bằng JSON")
        parser.add_argument("--undo", action="store_true", help="hoàn tác lần nhập vừa rồi bằng lệnh này, trong 24 giờ")

    def handle(self, *, kind, workbook, commune, since, dry_run, undo, **options):
        try:
            place = the_commune(commune)
            if undo:
                self.undo(KINDS[kind], place)
                return
            told = self.bring(KINDS[kind], place, Path(workbook or ""), since or clock.today(), dry_run=dry_run)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        say = self.as_json if options["json"] else self.in_words
        say(told, dry_run=dry_run)
        if told.faults:
            sys.exit(LEFT_OUT)

    def bring(self, kind: str, place: Place, path: Path, since: date, *, dry_run: bool) -> Comparison:
        bodies = bodies_for(kind, place)
        reading = read(content_of(path), kind, bodies, progress=self.bar("Đọc", "trang"))
        if dry_run:
            return compare(reading, kind, place)
        imported = Import(commune=place, kind=kind, since=since, file_name=path.name[-160:])
        return import_reading(imported, reading, by=None, progress=self.bar("Ghi", "dòng"))

    def undo(self, kind: str, place: Place) -> None:
        last = Import.objects.filter(commune=place, kind=kind, sent_by=None, undone_at=None).first()
        if last is None:
            raise Refused("Chưa có lần nhập nào bằng lệnh này để hoàn tác.")
        undo_import(last, by=None)
        self.stdout.write(f"Đã hoàn tác lần nhập «{last.file_name}»: mọi dòng trở lại như trước.")

    def in_words(self, told: Comparison, *, dry_run: bool) -> None:
        outcome = told.outcome
        for sentence in outcome["faults"]:
            self.stderr.write(sentence)
        for sentence in outcome["remarks"]:
            self.stdout.write(f"Lưu ý. {sentence}")
        done = "Nếu nhập thật thì" if dry_run else "Đã nhập:"
        left = f", để lại {len(told.faults)} chỗ có lỗi" if told.faults else ""
        self.stdout.write(
            f"{done} thêm {outcome['added']}, sửa {outcome['changed']}, giữ nguyên {outcome['unchanged']}{left}."
        )

    def as_json(self, told: Comparison, *, dry_run: bool) -> None:
        faults = [asdict(fault) for fault in told.faults]
        self.stdout.write(
            json.dumps(told.outcome | {"dry_run": dry_run, "faults": faults}, ensure_ascii=False, indent=1)
        )

    def bar(self, does: str, unit: str):
        """A progress bar on the terminal; nothing where the output is read by a program."""

        def show(done: int, of: int) -> None:
            if self.stderr.isatty():
                full = BAR * done // max(of, 1)
                end = "\n" if done >= of else ""
                self.stderr.write(f"\r{does} [{'█' * full}{'·' * (BAR - full)}] {done}/{of} {unit}", ending=end)
                self.stderr.flush()

        return show


def the_commune(name: str) -> Place:
    found = Place.objects.filter(kind=PlaceKind.COMMUNE)
    if name:
        found = found.filter(search=search_key(name.removeprefix("xã ").removeprefix("Xã ")))
    communes = list(found[:2])
    if not communes:
        raise Refused("Máy này chưa có xã ấy. Xin lập xã trước: banlanh init")
    if len(communes) > 1:
        raise Refused("Máy này có nhiều xã. Xin ghi tên xã sau --commune.")
    return communes[0]


def content_of(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            return read_all(source)
    except OSError as error:
        raise Refused(f"Không mở được tệp «{path}». Xin xem lại tên tệp và thư mục.") from error
