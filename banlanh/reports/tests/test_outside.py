"""The form that another office wants: sent once, checked, kept, and filled with any period's figures."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word
from openpyxl import load_workbook

from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.reports import queries
from banlanh.reports.fields import field_rows, known_rows
from banlanh.reports.models import OfficeForm
from banlanh.reports.tables import rows_of
from tests.support.commune import hoa, make_commune
from tests.system.pages import text_of
from vanban.tests.test_filling import excel, with_part, word

from .life import air, draft, issued

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("near_the_cut_off")]
HERE = "/bao-cao/bieu/"
RESOLUTIONS = "chi_bo_da_ra_nghi_quyet"


def send(client, content: bytes, name: str = "bieu.docx", **more):
    file = SimpleUploadedFile(name, content)
    return client.post(f"{HERE}giu/", {"id": str(uuid7()), "name": "Biểu 02 của tỉnh", "file": file} | more)


def kept(client, content: bytes, name: str = "bieu.docx") -> OfficeForm:
    assert send(client, content, name).status_code == 302
    return OfficeForm.objects.get()


def test_every_figure_of_the_report_has_fields_and_no_two_have_one_name(commune, plan, november):
    stands = draft(commune, november).now
    rows = field_rows(commune, november, stands.sheet, stands.on)
    named = [row.name for row in rows]
    assert len(set(named)) == len(named) and set(named) == {row.name for row in known_rows()}
    numbers = {row.value.number for row in rows}
    assert {row["n"] for row in rows_of(stands.sheet, stands.on)} <= numbers


def test_a_form_is_filled_with_the_period_s_figures_from_the_report_s_page(minh, commune, november):
    air(commune, 5)
    form = kept(minh, word("Xã {{xa}}, kỳ {{ky}}, đến {{ngay_so_lieu}}"))
    address = f"/bao-cao/ky/2026-11/bieu/{form.pk}/"
    assert address in minh.get("/bao-cao/ky/2026-11/").content.decode()
    made = Word(BytesIO(minh.get(address).content))
    assert made.paragraphs[0].text == "Xã Suối Lành, kỳ tháng 11 năm 2026, đến 23/11/2026"


def test_of_an_issued_report_the_frozen_figures_are_filled(minh, commune, plan, november, secretary):
    name = next(row.name for row in known_rows() if row.name.startswith("buoi_phat_thanh") and "_mau" not in row.name)
    form = kept(minh, excel(A1=f"{{{{{name}}}}}"), "bieu.xlsx")
    issued(commune, november, secretary)

    def cell():
        content = minh.get(f"/bao-cao/ky/2026-11/bieu/{form.pk}/").content
        return load_workbook(BytesIO(content)).active["A1"].value

    before = cell()
    air(commune, 10)
    assert cell() == before
    assert queries.changes_since(queries.issued_of(queries.report_on(commune, november)))


def test_an_unknown_field_is_told_with_its_place_and_what_was_typed_stays(minh):
    answer = send(minh, word("Số buổi: {{so_buoi}}"))
    shown = text_of(answer.content.decode())
    assert answer.status_code == 422 and not OfficeForm.objects.exists()
    assert "«so_buoi» ở thân văn bản, câu «Số buổi: {{so_buoi}}»" in shown
    assert "Biểu 02 của tỉnh" in answer.content.decode() and "Tên các trường" in shown


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bieu.docx", word("không có gì"), "không có trường nào"),
        ("bieu.docx", word("{{ ''.__class__ }}"), "máy không biết"),
        ("bieu.docx", word("{% for i in xa %}"), "máy không biết"),
        ("bieu.docx", with_part(word("{{xa}}"), "word/vbaProject.bin", b"x"), "macro"),
        ("bieu.xlsx", with_part(excel(A1="{{xa}}"), "xl/connections.xml", b"<a/>"), "bỏ liên kết"),
        ("bieu.xlsx", word("{{xa}}"), "không đúng là .xlsx"),
        ("bieu.pdf", b"%PDF-1.7", "không nhận được"),
        ("bieu.docx", b"PK\x03\x04 word/document.xml", "đã hỏng"),
    ],
)
def test_what_cannot_be_filled_safely_is_not_kept(minh, name, content, said):
    answer = send(minh, content, name)
    assert answer.status_code == 422 and said in text_of(answer.content.decode())
    assert not OfficeForm.objects.exists()


def test_sent_twice_is_kept_once_and_told_to_the_log(minh):
    again = {"id": str(uuid7())}
    for _ in range(2):
        assert send(minh, word("{{xa}}"), **again).status_code == 302
    form = OfficeForm.objects.get()
    assert list(Event.objects.filter(subject=f"reports.officeform:{form.pk}").values_list("verb", flat=True)) == [
        "office_form.kept"
    ]


def test_a_form_that_is_used_no_more_is_offered_no_more(minh):
    form = kept(minh, word("{{xa}}"))
    assert minh.post(f"{HERE}{form.pk}/thoi-dung/").status_code == 302
    assert str(form.pk) not in minh.get("/bao-cao/ky/2026-11/").content.decode()
    answer = minh.post(f"{HERE}{form.pk}/thoi-dung/", follow=True)
    assert "đã thôi dùng rồi" in text_of(answer.content.decode())


def test_another_commune_s_form_is_not_there_and_a_village_sends_none(minh, client, commune, secretary):
    theirs = OfficeForm.objects.create(
        commune=make_commune("Nậm Lành"), name="biểu", kind="docx", content=b"", sha256="0", by=secretary
    )
    assert minh.get(f"/bao-cao/ky/2026-11/bieu/{theirs.pk}/").status_code == 404
    assert minh.post(f"{HERE}{theirs.pk}/thoi-dung/").status_code == 404
    client.force_login(hoa(commune))
    assert client.get(HERE).status_code == 404 and send(client, word("{{xa}}")).status_code == 404


def test_the_page_of_fields_names_each_with_its_meaning(minh):
    shown = text_of(minh.get(f"{HERE}truong/").content.decode())
    assert "{{xa}}" in shown and all(f"{{{{{row.name}}}}}" in shown for row in known_rows())
