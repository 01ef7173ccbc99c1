"""Words on the command line: a parser that speaks Vietnamese, the kinds of values that it takes, and what we say."""

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from .audit.codes import code_typed

MISUSED = 2
REGISTERS = ("households", "establishments", "lineages", "members", "prestige", "culture-houses")
REPORTS = {"monthly": (".docx",), "figures": (".xlsx", ".json"), "sign": (".pdf",)}
KEY_VERBS = ("make", "status", "rotate", "split", "join")

# What argparse says, and what we say; in the order in which they are tried.
SENTENCES = (
    (r"argument LỆNH: invalid choice: '(.*?)' .*", r"Không có lệnh «\1»."),
    (r"argument LOẠI: invalid choice: '(.*?)' .*", rf"Không có loại báo cáo «\1». Hiện có: {', '.join(REPORTS)}."),
    (r"argument SỔ: invalid choice: '(.*?)' .*", rf"Không có sổ «\1». Hiện có: {', '.join(REGISTERS)}."),
    (r"argument VIỆC: invalid choice: '(.*?)' .*", rf"Không có việc «\1». Hiện có: {', '.join(KEY_VERBS)}."),
    (r"unrecognized arguments: (.*)", r"Không hiểu: «\1»."),
    (r"the following arguments are required: (.*)", r"Còn thiếu: \1."),
    (r"argument (\S+?)(?:/\S+)?: expected (?:one|at least one) argument", r"Sau \1 còn thiếu giá trị."),
    (r"argument (\S+): not allowed with argument (\S+)", r"\2 và \1 không dùng cùng một lần."),
    (r"argument \S+: (.*)", r"\1"),
)


class Failed(Exception):
    """The command cannot go on; its text is the sentence to show."""


def say(sentence: str) -> None:
    print(sentence, flush=True)


def say_wrong(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


class Parser(argparse.ArgumentParser):
    """argparse that speaks Vietnamese."""

    def __init__(self, **kwargs):
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=HelpFormatter, **kwargs)
        self._positionals.title, self._optionals.title = "Các mục", "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện trợ giúp này rồi thôi")

    def error(self, message: str):
        self.exit(MISUSED, f"{in_vietnamese(message)}\nXem cách dùng: {self.prog} --help\n")


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str):
        super().__init__(prog, max_help_position=32, width=100)

    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, "Cách dùng: ")


def in_vietnamese(message: str) -> str:
    for pattern, sentence in SENTENCES:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, sentence, message, flags=re.DOTALL)
    return "Lệnh gõ chưa đúng."


# --- values -----------------------------------------------------------------------------------------------


def a_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"Ngày «{text}» chưa đúng. Xin ghi năm-tháng-ngày, ví dụ 2026-11-23."
        ) from None


def a_code(text: str) -> str:
    if code := code_typed(text):
        return code
    raise argparse.ArgumentTypeError(
        f"Mã «{text}» chưa đúng: mã có 20 chữ và số, không có 0, 1, I, O. Xin đọc lại từng chữ trên giấy."
    )


def a_month(text: str) -> str:
    """A month; or, for what is asked of any period, "2026-6t1" or "2026"."""
    if re.fullmatch(r"20\d\d(?:-(?:0[1-9]|1[0-2]|6t[12]))?", text):
        return text
    raise argparse.ArgumentTypeError(f"Tháng «{text}» chưa đúng. Xin ghi năm-tháng, ví dụ 2026-10.")


def a_port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"Cổng «{text}» chưa đúng. Xin ghi một số từ 1 đến 65535, ví dụ 8000.")


def a_count(text: str) -> int:
    if text.isdecimal() and 0 < int(text) <= 64:
        return int(text)
    raise argparse.ArgumentTypeError(f"«{text}» chưa đúng. Xin ghi một số từ 1 đến 64.")


def a_file(text: str) -> Path:
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"Không thấy tệp «{text}». Xin xem lại tên tệp và thư mục.")
    return Path(text)


def a_new_file(*endings: str) -> Callable[[str], Path]:
    """A file that can be written: its folder is there, and its name ends as one of its kinds does."""

    def check(text: str) -> Path:
        path = Path(text)
        if path.suffix.lower() not in endings:
            raise argparse.ArgumentTypeError(f"Tên tệp «{text}» phải kết thúc bằng {' hoặc '.join(endings)}.")
        if path.is_dir() or not path.parent.is_dir():
            raise argparse.ArgumentTypeError(f"Không ghi được «{text}»: chưa có thư mục «{path.parent}».")
        return path

    return check
