from django.core.management.base import BaseCommand, CommandError

from banlanh.audit.actions import NO_COMMUNE
from banlanh.audit.queries import first_broken
from banlanh.indicators.actions import differences
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Place


class Command(BaseCommand):
    help = "Đếm lại mọi số liệu từ các bản ghi và soát nhật ký."

    def handle(self, **options):
        found = [f"{commune.title}: {each}" for commune in communes() for each in differences(commune)]
        broken = first_broken(NO_COMMUNE)
        if broken is not None:
            found.append(f"Nhật ký đăng nhập không còn nguyên vẹn từ dòng số {broken}.")
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError(f"Có {len(found)} chỗ sai khác.")
        self.stdout.write(f"Đã đếm lại {communes().count()} xã: không có sai khác, nhật ký nguyên vẹn.")


def communes():
    return Place.objects.filter(kind=PlaceKind.COMMUNE)
