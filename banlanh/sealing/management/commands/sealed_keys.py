"""`banlanh keys`: makes, changes, splits and restores the key of the sealed rooms; says what it did, never the key."""

import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.core.words import day
from banlanh.sealing import actions, master, queries
from banlanh.sealing.models import MasterKey
from banlanh.sealing.printing import printed
from banlanh.sealing.shares import NEEDED


class Command(BaseCommand):
    help = "Lập, đổi, chia và lấy lại khóa của ngăn niêm phong."

    def add_arguments(self, parser):
        parser.add_argument("verb", choices=["make", "status", "rotate", "split", "join"])
        parser.add_argument("--out")

    def handle(self, *, verb, **options):
        try:
            getattr(self, verb)(**options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def make(self, **_):
        actions.make_master()
        self.stdout.write(f"Đã lập khóa của ngăn niêm phong: {master.path()}")
        self.stdout.write("Việc cần làm ngay: chia khóa ra ba tờ giấy, bằng lệnh: banlanh keys split --out TỆP.pdf")

    def status(self, **_):
        counted = queries.wraps()
        for known in MasterKey.objects.all():
            self.stdout.write(
                f"{str(known).capitalize()}: gói {counted.get(known.version, 0)} khóa hồ sơ; {told(known)}."
            )
        master.read()
        if left := actions.finish_shredding():
            self.stdout.write(f"Đã hủy nốt {left} khóa mà một bản sao lưu cũ còn giữ.")
        self.stdout.write("Tệp khóa đọc được, chỉ chủ của nó đọc được.")

    def rotate(self, **_):
        newest = actions.rotate(lambda done, of: self.stdout.write(f"Đã gói lại {done}/{of} khóa hồ sơ…"))
        self.stdout.write(f"Đã đổi khóa. Khóa chủ nay là bản {newest}; khóa cũ không còn. Ba tờ giấy cũ hết dùng:")
        self.stdout.write("xin chia lại ngay bằng lệnh: banlanh keys split --out TỆP.pdf")

    def split(self, *, out, **_):
        path = Path(out)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(printed(actions.split_master(), day(clock.today())))
        self.stdout.write(f"Đã ghi ba tờ giữ khóa vào {path}. Xin in ra, giao mỗi người một tờ, rồi xóa tệp này.")

    def join(self, **_):
        self.stdout.write(f"Gõ các từ của {NEEDED} tờ, mỗi tờ một dòng:")
        version = actions.join_master([input() for _ in range(NEEDED)])
        self.stdout.write(f"Đã lấy lại khóa chủ, bản {version}: {master.path()}")


def told(known: MasterKey) -> str:
    steps = (("lập", known.made_at), ("chia giấy", known.split_at), ("thôi dùng", known.retired_at))
    said = [f"{what} ngày {day(localtime(at))}" for what, at in steps if at]
    return ", ".join(said if known.split_at else [*said, "chưa chia ra giấy"])
