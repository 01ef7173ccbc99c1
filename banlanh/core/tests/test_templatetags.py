"""The words, shapes and figures that every page prints."""

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError

from banlanh.core.templatetags import core

ROOT = Path(core.__file__).resolve().parents[3]


class Airing(forms.Form):
    day = forms.DateField(label="Ngày phát")
    session = forms.ChoiceField(label="Buổi", widget=forms.RadioSelect, choices=[("s", "Sáng"), ("c", "Chiều")])
    note = forms.CharField(label="Ghi thêm", help_text="Vài chữ.", required=False)
    heard = forms.BooleanField(label="Đã nghe lại")


def drawn(markup: str, **context) -> str:
    return Template("{% load core %}" + markup).render(Context(context))


@pytest.mark.parametrize("state", core.STATES)
def test_every_state_has_words_even_when_none_are_given(state):
    assert drawn("{% status state %}", state=state) == f'<span class="st {state}">{core.STATES[state]}</span>'


def test_the_words_of_a_state_are_escaped():
    assert "&lt;b&gt;" in drawn('{% status "late" words %}', words="<b>muộn</b>")


def test_a_state_that_does_not_exist_is_a_fault_and_not_a_blank():
    with pytest.raises(TemplateSyntaxError, match="no such state"):
        core.status("blue", "xanh")


def test_every_state_has_a_shape_in_the_stylesheet():
    css = (ROOT / "banlanh/core/static/core/css/state.css").read_text("utf-8")
    for state in core.STATES:
        assert f"\n  .{state} {{ --c:" in css


@pytest.mark.parametrize("nothing", [None, ""])
def test_an_unknown_cell_says_so_and_shows_no_zero(nothing):
    cell = core.cell("unknown", nothing)
    assert "?" in cell and "chưa rõ" in cell and "0" not in cell


def test_a_cell_of_nought_shows_its_nought():
    expected = '<td class="late"><span class="m">0<span class="sr">, muộn</span></span></td>'
    assert core.cell("late", 0) == expected


def test_a_cell_may_lead_to_its_records():
    assert '<a class="m" href="/thon/na-lin/">71%' in core.cell("late", "71%", "/thon/na-lin/")


def test_a_bar_is_heard_as_its_figures():
    bar = core.bar(1588, 2519, 2604, "Hộ ký cam kết")
    assert 'aria-label="Hộ ký cam kết: đã phúc tra 1.588, mới khai 931, chưa rõ 85; tất cả 2.604"' in bar


def test_a_bar_draws_the_checked_then_the_claimed():
    bar = core.bar(50, 75, 100)
    assert '<rect class="ok" width="50.0%"' in bar
    assert '<rect class="said" x="50.0%" width="25.0%"' in bar


def test_what_is_known_not_to_be_done_is_not_called_unknown():
    bar = core.bar(0, 71, 100, undone=29)
    assert "biết là chưa 29" in bar and "chưa rõ" not in bar
    assert '<rect class="not" x="71.0%" width="29.0%"' in bar


@pytest.mark.parametrize("figures", [(0, 0, 0), (None, None, None)])
def test_a_bar_of_nothing_is_all_unknown(figures):
    assert core.bar(*figures) == '<svg class="bar" role="img" aria-label="chưa có số liệu"></svg>'


def test_a_bar_never_runs_over_its_end():
    bar = core.bar(5, 120, 100, undone=50)
    assert "tất cả 120" in bar and 'x2="100.0%"' in bar and "not" not in bar


def test_no_part_carries_a_style_which_the_policy_would_refuse():
    parts = core.bar(1, 2, 3), core.cell("done", 1), core.status("done"), core.legend()
    assert not any("style=" in part for part in parts)


def test_a_field_is_tied_to_its_hint_and_its_error():
    html = drawn("{% field form.day %}", form=Airing({"day": "31/02/2026"}))
    assert 'aria-describedby="id_day_helptext id_day_error"' in html
    assert 'id="id_day_helptext"' in html and 'id="id_day_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_day_says_how_to_be_written():
    assert core.DATE_HINT in drawn("{% field form.day %}", form=Airing())


def test_few_choices_are_rows_in_a_named_group():
    html = drawn("{% field form.session %}", form=Airing())
    assert html.count('<label class="pick">') == 2
    assert "<fieldset" in html and "<legend>Buổi</legend>" in html


def test_a_field_that_may_stay_empty_says_so():
    form = Airing()
    assert "(không bắt buộc)" in drawn("{% field form.note %}", form=form)
    assert "(không bắt buộc)" not in drawn("{% field form.day %}", form=form)


def test_a_tick_is_one_row():
    assert drawn("{% field form.heard %}", form=Airing()).count("<label") == 1


def test_the_faults_of_a_form_lead_to_their_fields():
    html = drawn('{% include "core/_errors.html" %}', form=Airing({}))
    assert 'role="alert"' in html and '<a href="#id_day">Ngày phát</a>' in html


@pytest.mark.parametrize(("name", "said"), [("ngay", "3/2/2026"), ("ngay_ngan", "3/2"), ("thu_ngay", "thứ Ba 3/2")])
def test_a_day_is_written_the_vietnamese_way(name, said):
    assert getattr(core, name)(date(2026, 2, 3)) == said
    assert getattr(core, name)(None) == ""


def test_sunday_has_no_number():
    assert core.thu_ngay(date(2026, 11, 22)) == "Chủ nhật 22/11"


def test_a_moment_belongs_to_the_commune_s_day_and_not_to_greenwich(settings):
    settings.TIME_ZONE = "Asia/Ho_Chi_Minh"
    assert core.ngay(datetime(2026, 11, 22, 18, 30, tzinfo=UTC)) == "23/11/2026"


def test_a_day_carries_its_machine_form():
    assert core.weekday_date(date(2026, 11, 23)) == '<time datetime="2026-11-23">thứ Hai 23/11</time>'


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (1234, "1.234"), (2604000, "2.604.000"), (93.5, "93,5"), (1234.56, "1.234,6"), (94.0, "94"),
     (Decimal("0.25"), "0,3"), (None, "chưa rõ"), ("", "chưa rõ")],
)  # fmt: skip
def test_a_number_has_dots_for_thousands_and_a_comma_for_tenths(value, said):
    assert core.so(value) == said


def test_the_delivered_stylesheet_is_what_its_parts_give():
    check = subprocess.run([sys.executable, ROOT / "scripts" / "styles.py", "--check"], check=False)
    assert check.returncode == 0, "run: make styles"


def test_a_moment_is_told_by_the_commune_s_clock():
    assert drawn("{{ at|gio_ngay }}", at=datetime(2026, 11, 23, 0, 5, tzinfo=UTC)) == "7 giờ 05, 23/11"
