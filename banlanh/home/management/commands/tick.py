from django.core.management import call_command
from django.core.management.base import BaseCommand

from banlanh.committee.actions import climb_difficulties
from banlanh.indicators.actions import forget_old_sheets
from banlanh.indicators.sheet import sheet_of
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Place
from banlanh.plans.actions import extend_duties
from banlanh.registers.importing import forget_old_imports


class Command(BaseCommand):
    help = (
        "Việc của mỗi ngày: giao việc cho đơn vị mới, đưa khó khăn chờ lâu lên trên, đếm số liệu, dọn phiên cũ. "
        "Chạy nhiều lần không sao."
    )

    def handle(self, **options):
        call_command("clearsessions")
        communes = Place.objects.filter(kind=PlaceKind.COMMUNE)
        for commune in communes:
            extend_duties(commune)
            climb_difficulties(commune)
            sheet_of(commune)
            forget_old_sheets(commune)
        forget_old_imports()
        self.stdout.write(f"Đã đếm số liệu hôm nay của {len(communes)} xã.")
