from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from banlanh.core.refusal import Refused
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Place
from banlanh.reports.monthly import monthly_report
from vanban.text import search_key
from vanban.writing import write_docx


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
        try:
            document = monthly_report(commune_named(commune), date.fromisoformat(f"{month}-01"))
        except ValueError:
            raise CommandError(f"Tháng «{month}» chưa đúng. Xin ghi NĂM-THÁNG, ví dụ 2026-11.") from None
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        Path(out).write_bytes(write_docx(document))
        self.stdout.write(f"Đã ghi báo cáo tháng {month} vào {out}")
