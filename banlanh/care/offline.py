"""What a phone holds of the people whom its owner helps, and how a visit gets from it to their file (docs/adr/0031).

What is sealed never waits in the working database: a visit is done on arrival, or it stays on the phone.
"""

from datetime import date

from django.db import DatabaseError
from django.urls import reverse

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core.refusal import Refused
from banlanh.sealing import master
from banlanh.sync.registry import Done, NotTheirs, Sending, Unkept, body_named, checked, operation, section

from . import actions, pocket, queries
from .enums import Part
from .forms import CarriedVisitForm
from .models import SupportedPerson

SHUT = "Phòng hồ sơ ở máy chủ đang đóng. Lời ghi còn trong máy; xin gửi lại sau."
NOT_THEIRS = "Hiện đồng chí không được phân công giúp người này. Lời ghi còn trong máy; xin báo người đứng đầu đơn vị."


@section("cards", data=Data.CARE_CARD, rooms=lambda: ())
def cards(user: User, on: date) -> list[dict]:
    """Which cards the phone may go on holding; where the sealed rooms cannot be asked none, and all else goes on."""
    try:
        return [{"id": pocket.sign_of(each.person), "body": each.body} for each in pocket.taken_by(user)]
    except DatabaseError:
        return []


@operation("care.visit", "lượt thăm", data=Data.CARE_CARD, bodies=body_named)
def visit(sent: Sending) -> Done:
    """`card` by its sign, the `body` that helps, and what the form of a visit asks."""
    said = dict(checked(CarriedVisitForm(sent.payload)).cleaned_data)
    try:
        master.read()
        person = helped(sent)
        written = actions.record_visit(said.pop("id"), person, by=sent.by, **said)
    except (Refused, DatabaseError) as error:
        raise Unkept(SHUT) from error
    return Done(written, reverse("care:index"))


def helped(sent: Sending) -> SupportedPerson:
    """Of those whose visits the author writes down today; whoever asks for another, or for nobody, is told of alike."""
    theirs = queries.within(sent.by, Part.CARD, Act.CREATE)
    found = next((each for each in theirs if pocket.sign_of(each) == sent.payload.get("card")), None)
    if found is None:
        actions.note_refusal(sent.body.commune_id, None, by=sent.by)
        raise NotTheirs(NOT_THEIRS)
    return found
