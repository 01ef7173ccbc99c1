from django.core.management.base import BaseCommand, CommandError

from banlanh.indicators.actions import differences
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Place


class Command(BaseCommand):
    help = "Đếm lại mọi số liệu từ các bản ghi và soát nhật ký."

    def handle(self, **options):
        found = [f"{commune.title}: {each}" for commune in communes() for each in differences(commune)]
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError(f"Có {len(found)} chỗ sai khác.")
        self.stdout.write(f"Đã đếm lại {communes().count()} xã: không có sai khác, nhật ký nguyên vẹn.")


def communes():
    return Place.objects.filter(kind=PlaceKind.COMMUNE)
