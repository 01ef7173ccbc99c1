"""Makes the demonstration commune in an empty database, and says how to sign in."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from banlanh.accounts.enums import Role
from banlanh.core import clock, words
from banlanh.core.refusal import Refused
from banlanh.demo import actions, factors, people, queries, rules


def a_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"Ngày «{text}» chưa đúng. Xin ghi năm-tháng-ngày, ví dụ 2026-11-23.") from None


class Command(BaseCommand):
    help = "Tạo xã mô phỏng Suối Lành để dùng thử, rồi in cách đăng nhập."

    def add_arguments(self, parser):
        parser.add_argument("--date", metavar="NĂM-THÁNG-NGÀY", help="ngày mà dữ liệu dừng lại; mặc định hôm nay")
        parser.add_argument("--again", action="store_true", help="xóa dữ liệu mô phỏng cũ rồi tạo lại")

    def handle(self, *args, date, again, **options):
        wanted = a_day(date) if date else None
        try:
            self.make(wanted, again=again)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.print_sign_ins()

    def make(self, wanted: date | None, *, again: bool) -> None:
        rules.may_stand_on(wanted or clock.today())
        if again:
            actions.clear_demo()
        made = queries.demo_day()
        if made is None:
            actions.load_demo(wanted or clock.today(), say=self.stdout.write)
        elif wanted and wanted != made:
            raise Refused(
                f"Nơi này đã có dữ liệu mô phỏng của ngày {words.day(made)}, không phải {words.day(wanted)}. "
                "Xin chọn một thư mục dữ liệu còn trống (BANLANH_DATA_DIR), hoặc thêm --again để xóa và tạo lại."
            )

    def print_sign_ins(self) -> None:
        made = queries.demo_day()
        self.stdout.write(f"\nXã Suối Lành, dữ liệu mô phỏng đến ngày {words.day(made)}.\n\n")
        self.stdout.write(f"{'':5}{'Chức danh':42}Tên đăng nhập")
        for person in people.SIGN_INS:
            seat = person.seats[0]
            self.stdout.write(f"{Role(seat.role).value:5}{seat.title:42}{person.username}")
        self.stdout.write(f"\nMật khẩu chung: {people.PASSWORD}")
        self.stdout.write(f"\nHồ sơ niêm phong hỏi thêm bước hai ({', '.join(factors.WITH_FACTOR)}):")
        self.stdout.write(f"  mã dự phòng, mỗi mã một lần: {'  '.join(factors.codes())}")
        self.stdout.write(f"  hoặc ứng dụng xác thực với khóa {factors.SECRET}")
