from getpass import getpass
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from banlanh.core.refusal import Refused
from banlanh.reports import queries
from banlanh.reports.actions import sign_issued
from banlanh.reports.models import IssuedReport
from banlanh.reports.periods import period_of

from .monthly_report import commune_named


class Command(BaseCommand):
    help = "Ký số bản PDF của báo cáo đã ban hành, bằng tệp khóa PKCS#12; mật khẩu được hỏi, không ghi vào lệnh."

    def add_arguments(self, parser):
        parser.add_argument("--month", required=True, help="kỳ: 2026-11, 2026-6t1 hoặc 2026")
        parser.add_argument("--key", required=True, help="tệp khóa .p12 hoặc .pfx")
        parser.add_argument("--out", required=True, help="tệp .pdf sẽ ghi")
        parser.add_argument("--commune", default="", help="tên xã, khi máy có nhiều xã")

    def handle(self, *, month, key, out, commune="", **options):
        issued = issued_named(commune, month)
        passphrase = getpass("Mật khẩu của tệp khóa: ")
        try:
            signed = sign_issued(issued, key=Path(key).read_bytes(), passphrase=passphrase.encode(), by=None)
        except OSError as error:
            raise CommandError(f"Không đọc được tệp khóa «{key}».") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        Path(out).write_bytes(bytes(signed.content))
        self.stdout.write(f"Đã ký báo cáo kỳ {month} ({issued}) bằng chứng thư của {signed.whose}.")
        self.stdout.write(f"Bản ký số nằm ở trang báo cáo của kỳ này, và ở {out}")


def issued_named(commune: str, month: str) -> IssuedReport:
    period = period_of(month)
    issued = queries.issued_of(queries.report_on(commune_named(commune), period)) if period else None
    if issued is None:
        raise CommandError(f"Báo cáo kỳ «{month}» chưa ban hành nên chưa có gì để ký.")
    return issued
