"""`banlanh`, the one command: reads the words, says in Vietnamese what is wrong, calls what does the work.

Django is loaded only by the commands that need it: `banlanh read` answers within a second.
"""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from .parsing import (
    KEY_VERBS,
    MISUSED,
    REGISTERS,
    REPORTS,
    Failed,
    Parser,
    a_code,
    a_count,
    a_day,
    a_file,
    a_month,
    a_new_file,
    a_port,
    say,
    say_wrong,
)
from .serving import collect_static, refuse_taken_port, serve_pages

DONE, FAILED = 0, 1
STOPPED = 130  # by Ctrl-C, as shells count it
BROKEN = "Lệnh dừng giữa chừng vì lỗi của chương trình. Xin gửi những dòng trên cho người phụ trách hệ thống."


# --- words ------------------------------------------------------------------------------------------------


def build_parser() -> Parser:
    parser = Parser(
        prog="banlanh",
        description="Bản Lành: điều hành kế hoạch «xã không ma túy» của xã, từ văn bản đến báo cáo tháng.",
        epilog="Dữ liệu nằm trong thư mục data, hoặc thư mục ghi ở biến môi trường BANLANH_DATA_DIR.\n"
        "Xem kỹ một lệnh: banlanh LỆNH --help",
    )
    commands = parser.add_subparsers(metavar="LỆNH", title="Các lệnh", prog="banlanh", parser_class=Parser)
    add_demo(commands)
    add_init(commands)
    add_serve(commands)
    # `read` and `write` are answered before the parser; they stand here for the list of commands.
    commands.add_parser("read", help="đọc một văn bản kế hoạch, in ra mục tiêu và nhiệm vụ")
    commands.add_parser("write", help="soạn một văn bản đúng thể thức từ tệp JSON, thành .docx, .pdf hoặc .html")
    add_import(commands)
    add_report(commands)
    add_draw(commands)
    add(commands, check, "check", "đếm lại mọi số liệu từ bản ghi và so với số đang hiện")
    add_audit(commands)
    add_keys(commands)
    add(commands, tick, "tick", "làm những việc đến hạn trong ngày; nên chạy mỗi ngày một lần")
    return parser


def add(commands, run: Callable, name: str, does: str) -> Parser:
    parser = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
    parser.set_defaults(run=run)
    return parser


def add_demo(commands) -> None:
    parser = add(commands, demo, "demo", "tạo một xã mô phỏng để xem thử, rồi mở trang trên máy này")
    parser.add_argument("--date", type=a_day, metavar="NĂM-THÁNG-NGÀY", help="coi ngày này là hôm nay")
    parser.add_argument("--again", action="store_true", help="xóa dữ liệu mô phỏng đã tạo rồi tạo lại")
    parser.add_argument("--no-serve", action="store_true", help="chỉ tạo dữ liệu, không mở trang")
    parser.add_argument("--port", type=a_port, default=8000, metavar="SỐ", help="cổng của trang (mặc định 8000)")


def add_init(commands) -> None:
    parser = add(commands, init, "init", "chuẩn bị cơ sở dữ liệu và nhập thôn, đơn vị, cán bộ của xã từ tệp Excel")
    parser.add_argument("file", nargs="?", type=a_file, metavar="TỆP.xlsx", help="tệp Excel đã điền")
    parser.add_argument(
        "--template", type=a_new_file(".xlsx"), metavar="TỆP.xlsx", help="ghi ra một tệp mẫu còn trống để điền"
    )
    parser.add_argument("--slips", type=Path, metavar="TỆP", help="nơi ghi phiếu kích hoạt tài khoản của từng người")
    parser.add_argument("--new-slip", metavar="TÊN", help="cấp phiếu kích hoạt mới cho người quên mật khẩu")


def add_serve(commands) -> None:
    parser = add(commands, serve, "serve", "mở trang cho mọi người dùng")
    parser.add_argument("--port", type=a_port, default=8000, metavar="SỐ", help="cổng (mặc định 8000)")
    parser.add_argument("--workers", type=a_count, default=1, metavar="SỐ", help="số tiến trình phục vụ (mặc định 1)")
    parser.add_argument("--host", default="127.0.0.1", metavar="ĐỊA CHỈ", help="mặc định chỉ mở trên máy này")


def add_import(commands) -> None:
    parser = add(commands, bring, "import", "nhập sổ bộ (hộ, cơ sở, đảng viên…) từ sổ Excel của xã")
    parser.add_argument("kind", choices=REGISTERS, metavar="SỔ", help=", ".join(REGISTERS))
    parser.add_argument("file", nargs="?", type=a_file, metavar="TỆP.xlsx", help="sổ Excel của xã")
    parser.add_argument("--commune", metavar="XÃ", help="xã nào, nếu máy có nhiều xã")
    parser.add_argument("--since", type=a_day, metavar="NĂM-THÁNG-NGÀY", help="tính từ ngày, cho dòng không ghi ngày")
    parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và báo, không ghi gì")
    parser.add_argument("--json", action="store_true", help="in kết quả bằng JSON")
    parser.add_argument("--undo", action="store_true", help="hoàn tác lần nhập vừa rồi, trong 24 giờ")


def add_report(commands) -> None:
    parser = add(commands, report, "report", "viết báo cáo từ số liệu đã ghi")
    parser.add_argument(
        "kind",
        choices=REPORTS,
        metavar="LOẠI",
        help="monthly: báo cáo tháng gửi Ban Thường vụ Đảng ủy; figures: mọi số liệu của kỳ báo cáo; "
        "sign: ký số bản PDF của báo cáo đã ban hành",
    )
    parser.add_argument("--month", type=a_month, required=True, metavar="NĂM-THÁNG", help="ví dụ 2026-10")
    endings = [ending for found in REPORTS.values() for ending in found]
    parser.add_argument(
        "--out",
        type=a_new_file(*endings),
        required=True,
        metavar="TỆP",
        help="tệp sẽ ghi: .docx cho monthly; .xlsx hoặc .json cho figures; .pdf cho sign",
    )
    parser.add_argument("--key", type=a_file, metavar="TỆP.p12", help="tệp khóa để ký (sign); mật khẩu được hỏi")


def add_draw(commands) -> None:
    from banlanh.checks.draw import add_words, run

    add_words(add(commands, run, "draw", "bốc thăm lại một lần phúc tra từ danh sách và hạt giống"))


def add_audit(commands) -> None:
    parser = add(commands, audit, "audit", "in mã nhật ký của một ngày, hoặc so mã ghi trên giấy với nhật ký")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--date", type=a_day, metavar="NĂM-THÁNG-NGÀY", help="mã đến hết ngày (mặc định hôm nay)")
    either.add_argument("--code", type=a_code, metavar="MÃ", help="mã trong báo cáo cũ hoặc sổ văn bản đi")


def add_keys(commands) -> None:
    parser = add(commands, keys, "keys", "lập, đổi, chia ra giấy và lấy lại khóa của ngăn niêm phong")
    parser.add_argument("verb", choices=KEY_VERBS, metavar="VIỆC", help=f"một trong: {', '.join(KEY_VERBS)}")
    parser.add_argument("--out", type=a_new_file(".pdf"), metavar="TỆP.pdf", help="nơi ghi ba tờ giữ khóa (split)")


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] in (["read"], ["write"]):
        from vanban.cli import main as of_documents

        return of_documents(words)
    parser = build_parser()
    if not words:
        parser.print_help()
        return MISUSED
    try:
        asked = parser.parse_args(words)
    except SystemExit as ending:
        return int(ending.code or DONE)
    return obey(asked)


def obey(asked: argparse.Namespace) -> int:
    try:
        return asked.run(asked) or DONE
    except SystemExit as ending:  # a command that has said its sentence itself
        return int(ending.code or DONE)
    except Failed as failure:
        say_wrong(str(failure))
        return FAILED
    except KeyboardInterrupt:
        say_wrong("\nĐã dừng theo yêu cầu.")
        return STOPPED
    except Exception:  # what an error says may be about a person; the log tells where it arose (SEC-52)
        logging.getLogger(__name__).exception("the command %s failed", asked.run.__name__)
        say_wrong(BROKEN)
        return FAILED


# --- commands ---------------------------------------------------------------------------------------------


def demo(asked: argparse.Namespace) -> int:
    if asked.date:
        os.environ["BANLANH_TODAY"] = asked.date.isoformat()
    if not asked.no_serve:
        refuse_taken_port("127.0.0.1", asked.port, command="demo")
    start_django()
    migrate()
    options = ["--date", asked.date.isoformat()] if asked.date else []
    call("make_demo", *options, *(["--again"] if asked.again else []))
    if asked.no_serve:
        return DONE
    stand_on_the_day_it_was_made()
    collect_static()
    return serve_pages("127.0.0.1", asked.port, workers=1)


def stand_on_the_day_it_was_made() -> None:
    """A demonstration looked at a week later would show nothing but late work; so its day stays."""
    from banlanh.demo.queries import demo_day

    day = demo_day()
    if day:
        os.environ["BANLANH_TODAY"] = day.isoformat()


def init(asked: argparse.Namespace) -> int:
    start_django()
    if asked.template:
        call("setup_commune", "--template", str(asked.template))
    if asked.template and not asked.file:
        return DONE
    migrate()
    if asked.new_slip:
        call("setup_commune", "--new-slip", asked.new_slip)
        return DONE
    if not asked.file:
        say("Cơ sở dữ liệu đã sẵn sàng. Lấy tệp Excel mẫu để điền: banlanh init --template xa.xlsx")
        return DONE
    slips = ["--slips", str(asked.slips)] if asked.slips else []
    call("setup_commune", str(asked.file), *slips)
    return DONE


def serve(asked: argparse.Namespace) -> int:
    refuse_taken_port(asked.host, asked.port, command="serve")
    start_django()
    require_tables()
    collect_static()
    return serve_pages(asked.host, asked.port, workers=asked.workers)


def bring(asked: argparse.Namespace) -> int:
    start_django()
    require_tables()
    words = [str(asked.file)] if asked.file else []
    words += ["--commune", asked.commune] if asked.commune else []
    words += ["--since", asked.since.isoformat()] if asked.since else []
    words += [f"--{name.replace('_', '-')}" for name in ("dry_run", "json", "undo") if getattr(asked, name)]
    call("import_register", asked.kind, *words)
    return DONE


def report(asked: argparse.Namespace) -> int:
    if asked.out.suffix.lower() not in REPORTS[asked.kind]:
        raise Failed(f"Với {asked.kind}, tên tệp phải kết thúc bằng {' hoặc '.join(REPORTS[asked.kind])}.")
    if asked.kind == "sign" and not asked.key:
        raise Failed("Xin ghi tệp khóa để ký: banlanh report sign --month 2026-10 --key khoa.p12 --out bao-cao.pdf")
    start_django()
    require_tables()
    command = {"monthly": "monthly_report", "figures": "report_figures", "sign": "sign_report"}[asked.kind]
    more = {"key": str(asked.key)} if asked.kind == "sign" else {}
    call(command, month=asked.month, out=str(asked.out), **more)
    return DONE


def check(asked: argparse.Namespace) -> int:
    start_django()
    require_tables()
    call("check_figures")
    return DONE


def audit(asked: argparse.Namespace) -> int:
    start_django()
    require_tables()
    call("audit_code", day=asked.date, code=asked.code or "")
    return DONE


def keys(asked: argparse.Namespace) -> int:
    if asked.verb == "split" and not asked.out:
        raise Failed("Xin ghi nơi để ba tờ giữ khóa: banlanh keys split --out to-khoa.pdf")
    start_django()
    require_tables()
    call("sealed_keys", asked.verb, *(["--out", str(asked.out)] if asked.out else []))
    return DONE


def tick(asked: argparse.Namespace) -> int:
    start_django()
    require_tables()
    call("tick")
    return DONE


# --- how they do it ---------------------------------------------------------------------------------------


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    try:
        django.setup()
    except OSError as error:
        raise Failed(f"Không mở được thư mục dữ liệu: {error.filename}. Xin xem lại quyền ghi.") from error


def call(command: str, *args, **options) -> None:
    """Run one of Django's commands of ours; a command that ends in a sentence ends ours with it."""
    from django.core.management import CommandError, call_command

    try:
        call_command(command, *args, **options)
    except CommandError as error:
        raise Failed(str(error)) from error


def behind() -> dict[str, list[str] | None]:
    """The databases whose tables are not yet those of this release, with the rooms in each; None for all rooms."""
    from django.db import OperationalError, connections
    from django.db.migrations.executor import MigrationExecutor

    from banlanh.core.homes import rooms_in

    found = {}
    try:
        for connection in connections.all():
            executor, rooms = MigrationExecutor(connection), rooms_in(connection.alias)
            newest = [leaf for leaf in executor.loader.graph.leaf_nodes() if rooms is None or leaf[0] in rooms]
            if executor.migration_plan(newest):
                found[connection.alias] = rooms
    except OperationalError as error:
        raise Failed(f"Không mở được cơ sở dữ liệu: {error}") from error
    return found


def migrate() -> None:
    databases = behind()
    if databases:
        say("Đang chuẩn bị cơ sở dữ liệu…")
    for database, rooms in databases.items():
        for only in [[room] for room in rooms] if rooms else [[]]:
            call("migrate", *only, database=database, verbosity=0, interactive=False)


def require_tables() -> None:
    if behind():
        raise Failed("Cơ sở dữ liệu chưa sẵn sàng cho bản này. Xin chạy trước: banlanh init")
