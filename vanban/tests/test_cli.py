import json

import pytest

import vanban
from vanban.cli import main, rhythm_in_words
from vanban.tests.samples import PLAN
from vanban.tests.written import sample


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


@pytest.mark.parametrize("command", ["read", "write"])
def test_help_is_vietnamese(command, capsys):
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert "cách dùng" in capsys.readouterr().out


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "model.json"
    path.write_text(json.dumps(vanban.as_json(sample())), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["docx", "pdf", "html"])
def test_a_model_becomes_a_file_in_the_form_asked_for(model, tmp_path, ending):
    out = tmp_path / f"a.{ending}"
    assert main(["write", str(model), "--profile", "ND30", "--out", str(out)]) == 0
    head = vanban.read(out).letterhead
    assert (head.system, head.number, head.recipients) == ("state", "05", sample().recipients)


def test_without_a_profile_the_model_s_own_is_taken(model, tmp_path):
    assert main(["write", str(model), "--out", str(tmp_path / "a.html")]) == 0
    assert vanban.read(tmp_path / "a.html").letterhead.system == "party"


@pytest.mark.parametrize(
    ("content", "out", "sentence"),
    [
        (b"{}", "a.docx", "Còn thiếu trường «profile»."),
        (b"{", "a.docx", "không phải JSON đúng cách: xem dòng 1, cột 2."),
        (b"\xff\xfe{", "a.docx", "không phải JSON đúng cách"),
        (b"[" * 99_999, "a.docx", "không phải JSON đúng cách"),
        (None, "a.docx", "Không mở được tệp “model.json”"),
        (b"{}", "a.doc", "Tên tệp “a.doc” phải kết thúc bằng .docx, .pdf, .html."),
    ],
)
def test_what_cannot_be_written_is_one_sentence_and_exit_code_2(tmp_path, capsys, content, out, sentence):
    model = tmp_path / "model.json"
    if content is not None:
        model.write_bytes(content)
    assert main(["write", str(model), "--out", str(tmp_path / out)]) == 2
    told = capsys.readouterr().err
    assert sentence in told and told.count("\n") == 1
    assert not (tmp_path / out).exists()


def test_a_folder_that_is_not_there_is_told(model, tmp_path, capsys):
    assert main(["write", str(model), "--out", str(tmp_path / "none" / "a.pdf")]) == 2
    assert "Không ghi được tệp “a.pdf”" in capsys.readouterr().err


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
