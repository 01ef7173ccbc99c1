import os
import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from banlanh.accounts.actions import issue_slip
from banlanh.accounts.models import User
from banlanh.accounts.setup import Outcome, set_up_commune
from banlanh.accounts.workbook import WorkbookRefused, read, template
from banlanh.core.refusal import Refused

SLIP = """\
PHIẾU KÍCH HOẠT TÀI KHOẢN BẢN LÀNH
Họ và tên:       {name}
Chức danh:       {posts}
Tên đăng nhập:   {username}
Mã kích hoạt:    {code}
Mã dùng một lần, trước {expires:%H giờ %M, ngày %d/%m/%Y}.
Cách làm: mở trang đăng nhập, chọn «Kích hoạt», gõ tên đăng nhập và mã, rồi tự đặt mật khẩu.
Xin không đưa phiếu này cho người khác.
----------------------------------------------------------------------
"""
ASIDE = "Xin in, cắt rời, trao tận tay từng người rồi xóa tệp phiếu."


class Command(BaseCommand):
    help = "Lập xã từ sổ Excel; với --template thì chỉ ghi ra sổ mẫu."

    def add_arguments(self, parser):
        parser.add_argument("workbook", nargs="?", metavar="SỔ.xlsx", help="sổ Excel đã điền")
        parser.add_argument("--template", metavar="SỔ.xlsx", help="ghi sổ mẫu rồi dừng")
        parser.add_argument("--slips", metavar="PHIẾU.txt", help="nơi ghi phiếu kích hoạt")
        parser.add_argument("--new-slip", metavar="TÊN", help="cấp phiếu mới cho người quên mật khẩu")

    def handle(self, *, workbook, template, slips, new_slip, **options):
        try:
            if new_slip:
                self.stdout.write(slip(known_user(new_slip)))
            elif template:
                self.write_template(Path(template))
            elif workbook:
                self.import_workbook(Path(workbook), Path(slips or beside(workbook)))
            else:
                raise Refused("Xin ghi tên sổ Excel, hoặc --template và tên sổ mẫu cần ghi ra.")
        except Refused as refusal:
            self.refuse(refusal)

    def refuse(self, refusal: Refused) -> None:
        """Not CommandError: Django would print that English word before each sentence."""
        self.progress("")
        self.stderr.write(str(refusal))
        if isinstance(refusal, WorkbookRefused):
            self.stderr.write(f"Có {len(refusal.faults)} chỗ cần sửa. Chưa ghi gì vào máy.")
        sys.exit(2)

    def write_template(self, path: Path) -> None:
        if path.exists():
            raise Refused(f"Đã có tệp «{path}». Xin chọn tên khác để không mất tệp ấy.")
        try:
            with path.open("xb") as target:
                template(target)
        except OSError as error:
            raise Refused(f"Không ghi được tệp «{path}». Xin xem lại thư mục.") from error
        self.stdout.write(f"Đã ghi sổ mẫu «{path}». Xin đọc trang Hướng dẫn, điền rồi nhập lại sổ này.")

    def import_workbook(self, path: Path, slips: Path) -> None:
        self.progress("Đang đọc và ghi…")
        outcome = set_up_commune(read(path))
        self.progress("")
        for sentence in sentences(outcome):
            self.stdout.write(sentence)
        if outcome.newcomers:
            self.write_slips(outcome.newcomers, slips)

    def write_slips(self, newcomers: list[User], path: Path) -> None:
        """One block a person, on paper before the next code is made, so that no code is lost."""
        try:
            with private(path) as target:
                for number, user in enumerate(newcomers, start=1):
                    self.progress(f"Đang lập phiếu {number}/{len(newcomers)}")
                    with transaction.atomic():
                        target.write(slip(user))
                        target.flush()
        except OSError as error:
            raise Refused(
                f"Đã ghi xã nhưng không ghi được tệp phiếu «{path}». Xin chọn nơi khác bằng --slips rồi chạy lại."
            ) from error
        self.progress("")
        self.stdout.write(f"Đã ghi {len(newcomers)} phiếu kích hoạt vào «{path}», dùng trong 72 giờ. {ASIDE}")

    def progress(self, sentence: str) -> None:
        """One line that the next one overwrites; nothing where the output is no terminal."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{sentence:<60}\r", ending="")
            self.stdout.flush()


def known_user(username: str) -> User:
    user = User.objects.filter(username=username.strip().lower(), disabled_at=None).first()
    if user is None:
        raise Refused(f"Không có ai đăng nhập bằng tên «{username}». Xin xem lại tên ở trang Cán bộ của sổ Excel.")
    return user


def beside(workbook: str) -> Path:
    return Path(workbook).with_name(f"{Path(workbook).stem}-phieu-kich-hoat.txt")


def private(path: Path):
    """`path` opened to add to it, readable by its owner alone: slips not yet handed out stay."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.chmod(path, 0o600)
    return os.fdopen(handle, "a", encoding="utf-8")


def slip(user: User) -> str:
    code = issue_slip(user, by=None)
    return SLIP.format(
        name=user.full_name,
        posts="; ".join(map(str, user.posts.select_related("body"))) or "chưa có",
        username=user.username,
        code=code,
        expires=timezone.localtime(user.activation.expires_at),
    )


def sentences(outcome: Outcome) -> Iterator[str]:
    yield f"{outcome.commune.title}, tỉnh {outcome.commune.parent}"
    for title, tally in outcome.tallies.items():
        yield f"  {title}: thêm {tally.added}, sửa {tally.changed}, giữ nguyên {tally.unchanged}"
    yield from (f"Đã sửa. {sentence}" for sentence in outcome.changes)
    yield from (f"Lưu ý. {sentence}" for sentence in outcome.remarks)
    if not outcome.changed_something:
        yield "Không có gì mới: mọi điều trong sổ đã ghi từ trước."
