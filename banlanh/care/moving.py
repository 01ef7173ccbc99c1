"""The pages of a file that follows its person to another commune: send it, take it over, send it back."""

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data

from . import forms, joining, moves, queries, rules
from .enums import Answer, Part
from .views import act_on, on_file, refuse, sealed


@on_file(Part.LEGAL, Act.UPDATE)
def send_file(request, person):
    form = forms.SendForm(request.place, request.POST or None)
    return act_on(
        request,
        person,
        form,
        lambda told: moves.send_file(person, form.told, by=request.user),
        "Đã gửi. Hồ sơ vẫn thuộc phần của đồng chí đến khi nơi đến tiếp nhận.",
        "Chuyển nơi cư trú",
        "Phải báo Công an xã nơi đến trong 24 giờ từ lúc người này rời đi.",
    )


@touches(Data.LEGAL_FILE, Act.UPDATE)
@sealed
def settle_move(request, pk):
    """What a commune that is not on this machine answered on paper."""
    move = queries.move_in_reach(request.user, pk) or refuse(request)
    return act_on(
        request,
        move.person,
        forms.PaperAnswerForm(request.POST or None),
        lambda told: moves.answer_on_paper(move, Answer(told["answer"]), document=told["document"], by=request.user),
        "Đã ghi trả lời của nơi đến.",
        "Nơi đến trả lời",
        "Nơi đến đã tiếp nhận thì hồ sơ kết thúc ở xã này; trả lại thì hồ sơ vẫn ở đây.",
    )


@touches(Data.LEGAL_FILE, Act.CREATE)
@sealed
def receive(request, pk):
    """A file that was sent here: its code, and nothing of what it says before it is taken over."""
    move = queries.arrivals(request.user).waiting().filter(pk=pk).first() or refuse(request)
    sent = f"Gửi đến ngày {move.at:%d/%m/%Y}. Tiếp nhận rồi mới mở được hồ sơ."
    if (known := moves.known_here(move)) and rules.keeps(request.user, known):
        sent += f" Xã mình đã có hồ sơ {known.code} cùng số căn cước: xin nhập vào hồ sơ ấy."
    return act_on(
        request,
        None,
        forms.ReceiveForm(request.place, request.POST or None),
        lambda told: reply(move, told, by=request.user),
        "Đã trả lời nơi chuyển hồ sơ.",
        f"Tiếp nhận hồ sơ · {move.person.code}",
        sent,
    )


def reply(move, told, *, by):
    if told["answer"] == forms.JOIN:
        return joining.join(move, by=by)
    if told["answer"] == Answer.ACCEPTED:
        return moves.take_over(move, village=told["village"], officer=told["officer"], by=by)
    return moves.send_back(move, Answer(told["answer"]), by=by)
