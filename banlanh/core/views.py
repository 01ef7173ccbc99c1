"""Pages that belong to nobody: the style page, the health check, the expired form."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from .forms import DayField, Form


def health(request):
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


def csrf_failure(request, reason=""):
    """The form was open too long, or cookies are off."""
    return render(request, "403_csrf.html", status=403)


def style(request):
    """The design system shown with itself: every part, its classes, and what it is for."""
    wrong = StyleForm({"day": "31/02/2026", "languages": [], "signed": ""})
    forms_shown = {"form": StyleForm(auto_id="id_ok_%s"), "wrong": wrong}
    return render(request, "core/style.html", forms_shown | EXAMPLES)


class StyleForm(Form):
    """One field of each kind, for the style page only."""

    day = DayField(label="Ngày phát")
    session = forms.ChoiceField(
        label="Buổi", widget=forms.RadioSelect, choices=[("morning", "Sáng sớm"), ("evening", "Chiều tối")]
    )
    languages = forms.MultipleChoiceField(
        label="Tiếng",
        widget=forms.CheckboxSelectMultiple,
        choices=[("vi", "Tiếng phổ thông"), ("hmn", "Tiếng Mông")],
        help_text="Có thể chọn cả hai.",
    )
    minutes = forms.IntegerField(label="Số phút", min_value=1, max_value=120, required=False)
    note = forms.CharField(label="Ghi thêm", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    photo = forms.FileField(label="Ảnh", help_text="Ảnh chụp loa hoặc bản tin, tối đa 10 MB.", required=False)
    signed = forms.BooleanField(label="Tôi đã nghe lại bản tin")


EXAMPLES = {
    "day": date(2026, 11, 23),
    "page": Paginator(range(60), 20).page(2),
    "targets": [
        ("Thôn không phát sinh", 0, 22, 24, "Chờ phúc tra quý IV", "unknown", "2 thôn chưa rõ"),
        ("Chi bộ có nội dung trong nghị quyết", 0, 29, 31, "Chưa nộp: Nà Lìn, Bản Mới", "late", "muộn 2"),
        ("Hộ, cơ sở, dòng họ ký cam kết", 1588, 2519, 2604, "Phúc tra: ít nhất 94%", "due", "còn 85 hộ"),
        ("Trường học tuyên truyền và ký cam kết", 7, 9, 9, "7 trường đã phúc tra", "done", "đủ"),
    ],
    "duties": ["Ký cam kết", "Phát thanh tuần này", "Nghị quyết", "Hộ đã phúc tra", "Số đường dây nóng"],
    "villages": [
        (
            "Suối Lành",
            [("done", "96%"), ("done", "2/2"), ("done", "đã nộp"), ("done", "98%"), ("done", "ảnh")],
        ),
        ("Nà Lìn", [("late", "71%"), ("due", "1/2"), ("late", "muộn"), ("unknown", ""), ("open", "30/11")]),
        (
            "Pắc Tà",
            [("done", "100%"), ("done", "2/2"), ("waiting", "trình"), ("done", "99%"), ("done", "ảnh")],
        ),
        (
            "Bản Mới",
            [("due", "88%"), ("due", "1/2"), ("returned", "thiếu"), ("due", "90%"), ("open", "30/11")],
        ),
        ("Sín Chải", [("due", "82%"), ("late", "0/2"), ("late", "muộn"), ("due", "84%"), ("open", "30/11")]),
    ],
}
