from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from banlanh.core import clock
from banlanh.reports import queries
from banlanh.reports.figures import months_of
from banlanh.reports.periods import period_of
from banlanh.reports.tables import as_json, as_workbook

from .monthly_report import commune_named

WRITES = {".xlsx": as_workbook, ".json": as_json}


class Command(BaseCommand):
    help = "Ghi mọi số liệu của một kỳ báo cáo ra tệp .xlsx hoặc .json."

    def add_arguments(self, parser):
        parser.add_argument("--month", required=True, help="kỳ: 2026-11, 2026-6t1 hoặc 2026")
        parser.add_argument("--out", required=True, help="tệp .xlsx hoặc .json sẽ ghi")
        parser.add_argument("--commune", default="", help="tên xã, khi máy có nhiều xã")

    def handle(self, *, month, out, commune="", **options):
        period, place = period_of(month), commune_named(commune)
        if period is None or period.first > clock.today():
            raise CommandError(f"Kỳ «{month}» chưa tới hoặc chưa đúng. Xin ghi NĂM-THÁNG, ví dụ 2026-11.")
        issued = queries.issued_of(queries.report_on(place, period))
        now = months_of(place, period)[0]
        sheet, on = (issued.sheet, issued.on) if issued else (now.sheet, now.on)
        Path(out).write_bytes(WRITES[Path(out).suffix.lower()](period, sheet, on))
        self.stdout.write(f"Đã ghi số liệu kỳ {period} vào {out}")
