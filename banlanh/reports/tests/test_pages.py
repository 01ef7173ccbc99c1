"""The pages of a report's life, as a person uses them without JavaScript."""

import json
import re
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from docx import Document as Word
from openpyxl import load_workbook

from banlanh.core.ids import uuid7
from banlanh.reports import queries
from banlanh.reports.enums import Stage
from banlanh.reports.models import ParagraphEdit
from tests.support.commune import hoa, son
from tests.system.pages import fields, text_of

from .life import air, chairman, draft, issued, line_with, write

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("near_the_cut_off")]
HERE = "/bao-cao/ky/2026-11/"
RESOLUTIONS = "nghị quyết sinh hoạt tháng 11"


def page(client, address=HERE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client, address, **changes):
    """The page's form, sent with these changes."""
    values = {name: found[-1] for name, found in fields(page(client, address)).items() if found}
    return client.post(address, values | changes)


def test_every_figure_that_was_counted_leads_to_what_stands_behind_it(minh):
    shown = page(minh)
    assert '<a href="/so-lieu/resolutions/">0/6 (0%)</a>' in shown
    assert not re.search("[\ue000-\uf8ff]", shown)
    assert re.search(r'<th scope="row"><a href="/nhiem-vu/\d+/">', shown)
    for address in set(re.findall(r'<p class="text">.*?href="([^"]+)"', shown)):
        assert minh.get(address).status_code == 200, address


def test_a_secretary_corrects_a_sentence_and_both_are_shown(minh, commune, november):
    line = line_with(commune, november, RESOLUTIONS)
    address = f"{HERE}doan/{line.mark}/"
    assert sent(minh, address, text=line.was.replace("0/6 (0%)", "1/6 (16,7%)")).status_code == 302
    shown = text_of(page(minh))
    assert "Máy đếm 0/6, người ghi 1/6." in shown and "là 1/6 (16,7%)" in shown and "là 0/6 (0%)" in shown


def test_a_paragraph_that_moved_while_it_was_written_is_kept_and_marked(minh, commune, november):
    line = line_with(commune, november, "Bằng tiếng phổ thông")
    form = {"id": str(uuid7()), "heading": line.heading, "was": line.was, "text": f"{line.was} Loa hỏng."}
    air(commune, 5)
    assert minh.post(f"{HERE}doan/{line.mark}/", form).status_code == 302, (
        "the page's paragraph is gone, the words are not"
    )
    shown = text_of(page(minh))
    assert "số liệu đã đổi" in shown and "Khi sửa 0/30, nay 1/30." in shown and "Loa hỏng." in shown


def test_what_two_people_type_at_once_is_shown_to_the_second(minh, commune, november):
    line = line_with(commune, november, RESOLUTIONS)
    write(commune, november, line, "Câu của Sơn.", son(commune))
    form = {"id": str(uuid7()), "heading": line.heading, "was": line.was, "text": "Câu của Minh."}
    answer = minh.post(f"{HERE}doan/{line.mark}/", form)
    shown = answer.content.decode()
    assert answer.status_code == 422 and "Câu của Minh." in shown and "Câu của Sơn." in shown
    again = {name: found[-1] for name, found in fields(shown).items() if found}
    assert minh.post(f"{HERE}doan/{line.mark}/", again).status_code == 302
    assert line_with(commune, november, RESOLUTIONS).text == "Câu của Minh."
    assert ParagraphEdit.objects.count() == 2, "what Sơn wrote is still there"


def test_from_draft_to_paper_by_its_buttons(minh, commune, november, client, secretary):
    def press(verb, by, **typed):
        client.force_login(by)
        return client.post(f"{HERE}buoc/{verb}/", {"id": str(uuid7())} | typed)

    assert press("trinh", chairman(commune)).status_code == 302
    assert press("duyet", secretary).status_code == 302
    refused = press("ban-hanh", secretary)
    assert refused.status_code == 422 and "chưa mở dãy số" in refused.content.decode()
    assert press("ban-hanh", secretary, since="01/07/2025").status_code == 302
    report = queries.report_on(commune, november)
    assert report.stage == Stage.ISSUED
    shown = text_of(page(client))
    assert "Số 01-BC/CB" in shown and "mọi số của kỳ này vẫn như trong bản" in shown
    short = press("mo-lai", secretary, note="sai")
    assert short.status_code == 422 and "sai" in short.content.decode(), "what was typed is still there"


def test_what_changes_after_it_was_issued_stands_beside_the_paper(minh, commune, november, secretary):
    paper = issued(commune, november, secretary)
    air(commune, 16)
    shown = text_of(page(minh))
    assert (
        "những số sau đã khác" in shown and "Buổi phát thanh bằng tiếng phổ thông (buổi) 0/30 (0%) 1/30 (3,3%)" in shown
    )
    assert minh.get(f"{HERE}tep/docx/").content == bytes(paper.content)


def test_page_word_workbook_and_json_tell_the_same_figures(minh, commune, november):
    air(commune, 16)
    stands = draft(commune, november)
    told = json.loads(minh.get(f"{HERE}tep/json/").content)["figures"]
    book = load_workbook(BytesIO(minh.get(f"{HERE}tep/xlsx/").content)).active
    table = Word(BytesIO(minh.get(f"{HERE}tep/docx/").content)).tables[-1]
    words = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    rows = [["" if cell is None else cell for cell in row] for row in book.iter_rows(min_row=2, values_only=True)]
    assert len(told) == len(rows) == len(words) > 20
    for one, two, three in zip(told, rows, words, strict=True):
        assert two[0] == three[0] and two[0].startswith(one["name"])
        assert [str(cell).replace(".", "") for cell in two[1:4]] == [cell.replace(".", "") for cell in three[1:4]]
        assert one["n"] is None or one["n"] == two[1]
    shown = page(minh)
    for n, m in (stands.now.total("resolutions"), stands.now.total("duties")):
        assert f">{int(n)}/{int(m)} (" in shown


@pytest.mark.parametrize("ending", ["xlsx", "json"])
def test_the_command_writes_the_file_that_the_page_gives(minh, commune, tmp_path, ending):
    out = tmp_path / f"so-lieu.{ending}"
    call_command("report_figures", month="2026-11", out=str(out), stdout=StringIO())
    assert minh.get(f"{HERE}tep/{ending}/").content == out.read_bytes()


def test_the_way_through_word(minh, commune, november):
    line = line_with(commune, november, RESOLUTIONS)
    word, content = Word(BytesIO(minh.get(f"{HERE}tep/docx/").content)), BytesIO()
    paragraph = next(each for each in word.paragraphs if RESOLUTIONS in each.text)
    paragraph.runs[-1].text = line.was.replace("0/6 (0%)", "2/6 (33,3%)")
    word.save(content)
    answer = minh.post(f"{HERE}tu-word/", {"file": SimpleUploadedFile("sua.docx", content.getvalue())})
    shown = answer.content.decode()
    assert "bản thảo 0/6, tệp Word 2/6" in text_of(shown) and not ParagraphEdit.objects.exists()
    form = {name: found[-1] for name, found in fields(shown).items() if found}
    assert minh.post(f"{HERE}tu-word/nhan/", form | {"doan-0-take": "on"}).status_code == 302
    assert "là 2/6 (33,3%)" in line_with(commune, november, RESOLUTIONS).text


def test_a_paragraph_that_was_not_ticked_is_left(minh, commune, november):
    line = line_with(commune, november, RESOLUTIONS)
    form = {
        "doan-0-id": str(uuid7()),
        "doan-0-was": line.was,
        "doan-0-heading": line.heading,
        "doan-0-text": "Câu mới.",
    }
    minh.post(f"{HERE}tu-word/nhan/", form)
    assert not ParagraphEdit.objects.exists()


def test_bodies_that_have_not_sent_their_report_are_named(minh, commune):
    shown = text_of(page(minh, f"{HERE}chua-gui/"))
    assert "Chi bộ Công an xã" in shown and "Chưa gửi: 1" in shown


def test_a_stranger_finds_nothing(client, plan, commune):
    client.force_login(hoa(commune))
    for address in (HERE, f"{HERE}chua-gui/", f"{HERE}tep/docx/", f"{HERE}tu-word/", "/bao-cao/ky/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("code", ["2026-13", "khong", "2027-6t3"])
def test_what_names_no_period_is_not_found(minh, code):
    assert minh.get(f"/bao-cao/ky/{code}/").status_code == 404


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("2026-12", "có từ ngày 20/12/2026"), ("2025-06", "không có kế hoạch nào"), ("2026", "có từ ngày 10/12/2026")],
)
def test_a_period_without_a_draft_says_why(minh, code, sentence):
    assert sentence in text_of(page(minh, f"/bao-cao/ky/{code}/"))


def test_every_period_of_late_is_listed_with_how_far_it_has_come(minh, commune, november, secretary):
    issued(commune, november, secretary)
    shown = text_of(page(minh, "/bao-cao/ky/"))
    assert "đã ban hành" in shown and "6 tháng cuối năm 2026" in shown.lower() and "bản thảo có từ" in shown
