"""The pages of what a person asks about their own file: noted, then answered (SEC-60)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock
from banlanh.core.forms import status_of
from banlanh.core.refusal import refusal_on

from . import asking, correcting, forms
from .enums import Asks, Part
from .views import act_on, on_file, refuse, sealed

# Which page does what was granted; the card, the file and who looked are printed from the file's own page.
DONE_ON = {Asks.CORRECT: "care:correct", Asks.BLOCK: "care:block", Asks.DELETE: "care:close_file"}


@on_file(Part.LEGAL, Act.UPDATE)
def note_request(request, person):
    def act(told):
        asking.note_request(told.pop("id"), person, by=request.user, **told)

    form, why = forms.RequestForm(request.POST or None), "Chính chủ đến trực tiếp, có giấy tờ. Ghi theo lời của họ."
    return act_on(request, person, form, act, "Đã ghi yêu cầu. Hạn trả lời có ở trang Hồ sơ.", "Ghi yêu cầu", why)


@touches(Data.LEGAL_FILE, Act.UPDATE)
@sealed
def answer_request(request, pk):
    """The person's words and clock; granted or not, why, and by which paper."""
    found = asking.request_in_reach(request.user, pk) or refuse(request)
    form = forms.RequestAnswerForm(request.POST or None)
    if form.is_valid():
        with refusal_on(form):
            told = form.cleaned_data
            is_granted = told["said"] == forms.GRANTED
            asking.answer_request(
                found, is_granted=is_granted, why=told["why"], document=told["document"], by=request.user
            )
            messages.success(request, "Đã ghi trả lời. Việc đã chấp nhận làm ở trang này." if is_granted else "Đã ghi.")
            return redirect(page_that_does(found) if is_granted else "care:index")
    page = {"form": form, "asked": found, "clock": asking.clocks_of(found)} | asking.words_of(found)
    page["may_extend"] = asking.may_still_extend(found, clock.today())
    return render(request, "care/request.html", page, status=status_of(form))


@touches(Data.LEGAL_FILE, Act.UPDATE)
@sealed
def extend_request(request, pk):
    found = asking.request_in_reach(request.user, pk) or refuse(request)
    form, why = forms.ExtendForm(request.POST or None), asking.extension_of(found)

    def act(told):
        asking.extend_request(found, why=told["why"], by=request.user)

    return act_on(request, found.person, form, act, "Đã gia hạn. Hạn mới có ở trang Hồ sơ.", "Gia hạn trả lời", why)


@on_file(Part.LEGAL, Act.UPDATE)
def correct(request, person):
    def act(told):
        correcting.correct(told.pop("id"), person, told.pop("field"), by=request.user, **told)

    form, why = forms.CorrectForm(request.POST or None), "Điều đã ghi và điều sửa lại đều được giữ trong hồ sơ."
    return act_on(request, person, form, act, "Đã sửa. Bản ghi cũ còn trong diễn biến của hồ sơ.", "Sửa thông tin", why)


def page_that_does(asked) -> str:
    return reverse(DONE_ON.get(Asks(asked.asks), "care:show"), args=[asked.person.code])
