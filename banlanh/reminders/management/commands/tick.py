from django.core.management.base import BaseCommand

from banlanh.accounts.sessions import SessionStore
from banlanh.care.actions import end_terms, shred_ended
from banlanh.committee.actions import climb_difficulties
from banlanh.core import clock
from banlanh.hotline.actions import purge_tips
from banlanh.indicators.actions import forget_old_sheets
from banlanh.indicators.sheet import sheet_of
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Place
from banlanh.plans.actions import extend_duties
from banlanh.registers.importing import forget_old_imports
from banlanh.reminders.actions import remind
from banlanh.sync.forgetting import forget_old


class Command(BaseCommand):
    help = (
        "Việc của mỗi sáng: giao việc cho đơn vị mới, đưa khó khăn chờ lâu lên trên, đếm, nhắc, dọn phiên cũ. "
        "Chạy nhiều lần không sao."
    )

    def handle(self, **options):
        SessionStore.clear_expired()
        told = 0
        communes = Place.objects.filter(kind=PlaceKind.COMMUNE)
        for commune in communes:
            extend_duties(commune)
            climb_difficulties(commune)
            sheet_of(commune)
            forget_old_sheets(commune)
            forget_old(commune)
            told += remind(commune, on=clock.today())
        forget_old_imports()
        for commune in communes:
            purge_tips(commune)  # last: where the sealed rooms are shut, the rest of the morning is done
        end_terms(clock.today())
        shred_ended(clock.today())
        self.stdout.write(f"Đã đếm số liệu hôm nay của {len(communes)} xã, gửi {told} lời nhắc.")
