"""`python -m vanban read FILE [--json]`, also reached as `banlanh read FILE [--json]`."""

import argparse
import json
import sys
from collections.abc import Sequence

from vanban.reading import Reading, read
from vanban.source import Unreadable
from vanban.tasks import Task

UNREADABLE = 2
FIRST_WORDS = 90

FREQUENCIES = {"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"}
NAMED_RHYTHMS = {("MONTHLY", "3"): "hằng quý", ("MONTHLY", "6"): "6 tháng một lần"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, or 2 with a sentence on stderr."""
    arguments = _parser().parse_args(argv)
    try:
        reading = read(arguments.file)
    except Unreadable as refusal:
        print(refusal, file=sys.stderr)
        return UNREADABLE
    print(json.dumps(reading.as_json(), ensure_ascii=False, indent=1) if arguments.json else summary(reading))
    return 0


def summary(reading: Reading) -> str:
    """The reading for a person: title, counts, then each task with its doer and its rhythm."""
    head = reading.letterhead
    lines = [
        " ".join(filter(None, (head.kind, head.title))) or "(không thấy tên văn bản)",
        f"{len(reading.headings)} đề mục, {len(reading.targets)} chỉ tiêu, {len(reading.tasks)} nhiệm vụ",
    ]
    return "\n".join(lines + [_task_line(task) for task in reading.tasks])


def rhythm_in_words(every: str | None, due: str | None) -> str:
    """ "FREQ=MONTHLY;BYMONTHDAY=25" as "hằng tháng, ngày 25"; a due day as "hạn 31/3/2026"; else "" ."""
    if every:
        return _recurrence(dict(part.split("=", 1) for part in every.split(";")))
    if due:
        year, month, day = due.split("-")
        return f"hạn {int(day)}/{int(month)}/{year}"
    return ""


def _recurrence(parts: dict[str, str]) -> str:
    period, interval = FREQUENCIES[parts["FREQ"]], parts.get("INTERVAL", "1")
    each = f"hằng {period}" if interval == "1" else f"{interval} {period} một lần"
    each = NAMED_RHYTHMS.get((parts["FREQ"], interval), each)
    if "COUNT" in parts:
        each = f"{parts['COUNT']} lần mỗi {period}"
    if "BYMONTHDAY" in parts:
        each += f", ngày {parts['BYMONTHDAY']}" + (f"/{parts['BYMONTH']}" if "BYMONTH" in parts else "")
    return each


def _task_line(task: Task) -> str:
    lead = ", ".join(task.lead) or "chưa rõ ai làm"
    rhythm = rhythm_in_words(task.every, task.due)
    told = f"{lead}; {rhythm}" if rhythm else lead
    return f"- {task.at} [{told}] {task.starts[:FIRST_WORDS]}"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="vanban", description="Đọc và soạn văn bản hành chính.", add_help=False)
    _vietnamese_help(parser)
    commands = parser.add_subparsers(title="các lệnh", metavar="LỆNH", required=True)
    reader = commands.add_parser("read", help="đọc một kế hoạch", description="Đọc một kế hoạch.", add_help=False)
    _vietnamese_help(reader)
    reader.add_argument("file", metavar="TỆP", help="tệp .docx, .md hoặc .txt")
    reader.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    return parser


class _Parser(argparse.ArgumentParser):
    """Speaks Vietnamese about wrong arguments."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(UNREADABLE, f"Câu lệnh chưa đúng; gõ “{self.prog} --help” để xem cách dùng.\n")

    def format_help(self) -> str:
        return (
            super()
            .format_help()
            .replace("usage:", "cách dùng:")
            .replace("options:", "tùy chọn:")
            .replace("positional arguments:", "tham số:")
        )


def _vietnamese_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help="xem cách dùng")
