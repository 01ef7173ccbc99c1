from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from banlanh.core.refusal import Refused
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Place
from banlanh.reports.enums import ReportKind
from banlanh.reports.files import file_of
from banlanh.reports.periods import period_of
from vanban.text import search_key


def commune_named(name: str) -> Place:
    """The commune of that name, or the only one."""
    found = list(Place.objects.filter(kind=PlaceKind.COMMUNE, search__contains=search_key(name)))
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError("Chưa có xã nào như thế. Xin chạy `banlanh init` hoặc `banlanh demo` trước.")
    raise CommandError(f"Máy có nhiều xã: {', '.join(map(str, found))}. Xin chọn một bằng --commune.")


class Command(BaseCommand):
    help = "Viết báo cáo tháng thành tệp Word."

    def add_arguments(self, parser):
        parser.add_argument("--month", required=True, help="tháng, dạng NĂM-THÁNG, ví dụ 2026-11")
        parser.add_argument("--out", required=True, help="tệp .docx sẽ ghi")

        parser.add_argument("--commune", default="", help="tên xã, khi máy có nhiều xã")

    def handle(self, *, month, out, commune="", **options):
        period = period_of(month)
        if period is None or period.kind != ReportKind.MONTH:
            raise CommandError(f"Tháng «{month}» chưa đúng. Xin ghi NĂM-THÁNG, ví dụ 2026-11.")
        try:
            content = file_of(commune_named(commune), period, "docx")
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        Path(out).write_bytes(content)
        self.stdout.write(f"Đã ghi báo cáo tháng {month} vào {out}")
