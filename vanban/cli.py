"""`vanban read FILE [--json]` and `vanban write MODEL.json --profile hd05 --out FILE`.

Also reached as `python -m vanban` and, word for word, as `banlanh read` and `banlanh write`.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from vanban.document import Document, Unwritable, from_json
from vanban.profiles import PROFILES
from vanban.reading import Reading, read
from vanban.remarks import Remark, remarks
from vanban.source import Unreadable
from vanban.tasks import Task
from vanban.writing import write_docx, write_pdf

UNREADABLE = 2
FIRST_WORDS = 90

FREQUENCIES = {"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"}
NAMED_RHYTHMS = {("MONTHLY", "3"): "hằng quý", ("MONTHLY", "6"): "6 tháng một lần"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, or 2 with a sentence on stderr."""
    arguments = _parser().parse_args(argv)
    try:
        arguments.run(arguments)
    except (Unreadable, Unwritable) as refusal:
        print(refusal, file=sys.stderr)
        return UNREADABLE
    return 0


def read_file(asked: argparse.Namespace) -> None:
    reading = read(asked.file)
    print(json.dumps(reading.as_json(), ensure_ascii=False, indent=1) if asked.json else summary(reading))


def write_file(asked: argparse.Namespace) -> None:
    """The model in one file as a document in another, whose name says of which kind."""
    write = WRITERS.get(asked.out.suffix.lower())
    if write is None:
        raise Unwritable(f"Tên tệp “{asked.out.name}” phải kết thúc bằng {', '.join(WRITERS)}.")
    content = write(from_json(_model(asked.model), profile=asked.profile and PROFILES[asked.profile]))
    try:
        asked.out.write_bytes(content)
    except OSError:
        raise Unwritable(f"Không ghi được tệp “{asked.out.name}”; hãy kiểm tra lại thư mục.") from None


def _model(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except OSError:
        raise Unwritable(f"Không mở được tệp “{path.name}”; hãy kiểm tra lại tên và nơi để tệp.") from None
    except json.JSONDecodeError as fault:
        where = f"dòng {fault.lineno}, cột {fault.colno}"
        raise Unwritable(f"Tệp “{path.name}” không phải JSON đúng cách: xem {where}.") from None
    except (UnicodeDecodeError, RecursionError):
        raise Unwritable(f"Tệp “{path.name}” không phải JSON đúng cách; hãy lưu lại bằng bảng mã UTF-8.") from None


def _page(document: Document) -> bytes:
    from vanban.writing.html import page

    return page(document).encode()


WRITERS: dict[str, Callable[[Document], bytes]] = {".docx": write_docx, ".pdf": write_pdf, ".html": _page}


def summary(reading: Reading) -> str:
    """The reading for a person: title, counts, each task with doer and rhythm, then what a clerk would remark."""
    head = reading.letterhead
    lines = [
        " ".join(filter(None, (head.kind, head.title))) or "(không thấy tên văn bản)",
        f"{len(reading.headings)} đề mục, {len(reading.targets)} chỉ tiêu, {len(reading.tasks)} nhiệm vụ",
    ]
    lines += [_task_line(task) for task in reading.tasks]
    return "\n".join(lines + [_remark_line(reading, remark) for remark in remarks(reading)])


def _remark_line(reading: Reading, remark: Remark) -> str:
    if remark.clause is None:
        return f"! {remark.sentence}"
    clause = reading.clauses[remark.clause]
    return f"! {clause.at} «{clause.text[:FIRST_WORDS]}»: {remark.sentence}"


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
    _add_read(commands)
    _add_write(commands)
    return parser


def _add_read(commands: Any) -> None:
    reader = commands.add_parser("read", help="đọc một kế hoạch", description="Đọc một kế hoạch.", add_help=False)
    _vietnamese_help(reader)
    reader.add_argument("file", metavar="TỆP", help="tệp của kế hoạch")
    reader.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    reader.set_defaults(run=read_file)


def _add_write(commands: Any) -> None:
    does = "soạn một văn bản đúng thể thức"
    writer = commands.add_parser("write", help=does, description=f"{does.capitalize()}.", add_help=False)
    _vietnamese_help(writer)
    writer.add_argument("model", type=Path, metavar="TỆP.json", help="nội dung văn bản, dạng JSON")
    writer.add_argument(
        "--profile",
        type=str.lower,
        choices=PROFILES,
        metavar="THỂ-THỨC",
        help=f"thể thức, thay cho thể thức ghi trong tệp: {', '.join(PROFILES)}",
    )
    writer.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp .docx, .pdf hoặc .html sẽ ghi")
    writer.set_defaults(run=write_file)


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
