import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from banlanh.registers.models import Entry, Import

from .workbooks import households, template


@pytest.fixture
def workbook(tmp_path, commune) -> Path:
    rows = households(5)
    rows[2][3] = "không có"
    path = tmp_path / "ho.xlsx"
    path.write_bytes(template({"Nà Lìn": rows}))
    return path


def run(*words: str) -> int:
    """The exit code."""
    try:
        call_command("import_register", *words)
    except SystemExit as ending:
        return int(ending.code)
    return 0


def test_what_can_be_is_imported_and_the_rest_named(workbook, capsys):
    assert run("households", str(workbook)) == 1
    said = capsys.readouterr()
    assert "Đã nhập: thêm 4, sửa 0, giữ nguyên 0, để lại 1 chỗ có lỗi." in said.out
    assert "Trang Nà Lìn, dòng 9, cột D (Số điện thoại)" in said.err
    assert Entry.objects.count() == 4


def test_a_dry_run_writes_nothing_and_answers_a_program(workbook, capsys):
    run("households", str(workbook), "--dry-run", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["dry_run"], told["added"]) == (True, 4)
    assert [(fault["sheet"], fault["row"]) for fault in told["faults"]] == [("Nà Lìn", 9)]
    assert Entry.objects.count() == Import.objects.count() == 0


def test_the_last_import_is_undone(workbook):
    run("households", str(workbook))
    assert run("households", "--undo") == 0
    assert Entry.objects.count() == 0
    with pytest.raises(CommandError, match="Chưa có lần nhập nào"):
        run("households", "--undo")


@pytest.mark.parametrize(
    ("words", "says"),
    [(["nowhere.xlsx"], "Không mở được tệp"), (["nowhere.xlsx", "--commune", "Nơi Khác"], "chưa có xã ấy")],
)
def test_what_it_cannot_do_is_said(commune, words, says):
    with pytest.raises(CommandError, match=says):
        run("households", *words)
