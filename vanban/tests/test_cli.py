import json

import pytest

from vanban.cli import main, rhythm_in_words
from vanban.tests.samples import PLAN


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text(PLAN, encoding="utf-8")
    return str(path)


def test_the_json_is_printed(plan, capsys):
    assert main(["read", plan, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["letterhead"]["kind"] == "KẾ HOẠCH"


def test_the_summary_names_the_tasks_with_doer_and_rhythm(plan, capsys):
    assert main(["read", plan]) == 0
    printed = capsys.readouterr().out
    assert "7 đề mục, 2 chỉ tiêu, 6 nhiệm vụ" in printed
    assert "- IV.1 [các chi bộ; hằng tháng, ngày 25] Quán triệt" in printed


def test_an_unreadable_file_is_one_sentence_and_exit_code_2(capsys):
    assert main(["read", "none.md"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_help_is_vietnamese(capsys):
    with pytest.raises(SystemExit):
        main(["read", "--help"])
    assert "cách dùng" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("every", "due", "words"),
    [
        ("FREQ=MONTHLY;INTERVAL=3", None, "hằng quý"),
        ("FREQ=MONTHLY;INTERVAL=6", None, "6 tháng một lần"),
        ("FREQ=WEEKLY;COUNT=2", None, "2 lần mỗi tuần"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", None, "hằng năm, ngày 15/12"),
        (None, "2026-03-31", "hạn 31/3/2026"),
        (None, None, ""),
    ],
)
def test_rhythms_in_words(every, due, words):
    assert rhythm_in_words(every, due) == words
