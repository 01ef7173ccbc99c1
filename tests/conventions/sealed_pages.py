"""The pages of the sealed rooms: how to open each, and whom it is for."""

from collections.abc import Callable

from .files import ASSIGNED, FAR, STANDS
from .page import A_FILE, A_UNION_S, AN_ID, ANYTHING, BODY, BOTH, EVERYTHING, POST, Page
from .tips import PASSPHRASE
from .world import ELSEWHERE, POLICE, World

# --- care (classes C4, C5, C6) ------------------------------------------------------------------------------------


def of_file(data: str, act: str, args: Callable | None = None, extent: str = A_FILE, **more) -> Page:
    """A page about one file, by its code or by a row of it."""
    by_code = args or (lambda w, t: [w.files.of[t].code])
    return Page(extent, act, args=by_code, targets=STANDS, data=data, **more)


def change_of_file(form: dict) -> list[Page]:
    return [of_file("C5", "u", methods=BOTH, form=form)]


def the(noun: str) -> Callable:
    return lambda w, t: [getattr(w.files.of[t], noun).first().pk]


def helped(world: World, target: str) -> list:
    """The union's part in helping; of a file with which no union helps, an id of nothing."""
    union = body_named(world, "Hội Phụ nữ")
    found = world.files.of[target].assignments.filter(body=union).first()
    return [found.pk if found else AN_ID]


def body_named(world: World, name: str) -> int:
    return world.things(name).body.pk


PURPOSE, TO_SIGN = {"purpose": "own_request"}, {"purpose": "signature"}
CARE: dict[str, list[Page]] = {
    "care:index": [Page(ANYTHING, data="C4")],
    "care:find": [Page(ANYTHING, "u", data="C5", methods=BOTH, form={"number": "012345678901"})],
    "care:open_file": [Page(ANYTHING, "c", data="C5", methods=BOTH, form={"full_name": "Lò Văn Mới"})],
    "care:show": [of_file("C4", "r")],
    "care:card": [of_file("C4", "r", methods=POST, form=PURPOSE)],
    "care:legal": [of_file("C5", "r", methods=POST, form=TO_SIGN)],
    "care:tests": [of_file("C6", "r", methods=POST, form=PURPOSE)],
    "care:record_visit": [of_file("C4", "c", methods=BOTH, form={"id": AN_ID, "visited_on": "23/11/2026"})],
    "care:record_result": [
        of_file("C6", "c", the("labtests"), methods=BOTH, form={"done_on": "23/11/2026", "result": "negative"})
    ],
    "care:name_helper": [of_file("C4", "u", helped, A_UNION_S, methods=BOTH, form={"helper": "0"})],
    "care:set_interval": change_of_file({"months": "3", "first_on": "24/11/2026", "decided_by": "Trưởng Công an xã"}),
    "care:hand_to_officer": change_of_file({"officer": "0"}),
    "care:assign_body": change_of_file({"body": "0"}),
    "care:add_pause": change_of_file(
        {"pause": "detained", "first": "01/11/2026", "last": "03/11/2026", "document": "7/QĐ"}
    ),
    "care:record_finding": change_of_file(
        {"id": AN_ID, "found": "used", "happened_on": "20/11/2026", "known_on": "23/11/2026"}
    ),
    "care:route": change_of_file({"signer": "0", "words": "quyết định chấm dứt", "ends_on": "24/11/2026"}),
    "care:routings": [Page(ANYTHING, data="C5")],
    "care:routing": [of_file("C5", "r", the("routings"), methods=BOTH, form={"said": "sent_back"})],
    "care:send_file": change_of_file({"to": "Xã Khác", "left_on": "23/11/2026", "document": "3/TB"}),
    "care:settle_move": [
        of_file("C5", "u", the("moves"), methods=BOTH, form={"answer": "not_here", "document": "4/TB"})
    ],
    "care:receive": [
        Page(EVERYTHING, "c", args=lambda w, t: [w.files.coming.pk], methods=BOTH, form={"answer": "not_here"},
             data="C5")
    ],
    "care:close_file": change_of_file({"reason": "moved", "document": "3/TB", "on": "23/11/2026"}),
    "care:block": change_of_file({"officer": "0", "words": "anh em họ"}),
    "care:note_request": change_of_file({"id": AN_ID, "asks": "see", "asked_on": "23/11/2026", "words": "muốn xem"}),
    "care:answer_request": [
        of_file("C5", "u", the("ownrequests"), methods=BOTH, form={"said": "granted", "document": "5/TB"})
    ],
    "care:extend_request": [of_file("C5", "u", the("ownrequests"), methods=BOTH, form={"why": "chờ tỉnh trả lời"})],
    "care:correct": change_of_file(
        {"id": AN_ID, "field": "phone", "value": "0987654321", "why": "đổi số", "document": "5/TB"}
    ),
    "care:who_looked": [of_file("C5", "x", methods=POST)],
    "care:break_glass": [Page(ANYTHING, "b", data="C5", methods=BOTH, form={"code": "HT", "words": "gấp"})],
    "care:open_ended": [Page(EVERYTHING, "u", data="C5", methods=BOTH, form={"code": "HT", "words": "gấp"})],
    "care:digest": [Page(EVERYTHING, "u", data="C12")],
    "care:inquire": [
        Page(EVERYTHING, "u", args=lambda w, t: [w.files.looks[t]], targets=(ASSIGNED, FAR), methods=BOTH,
             form={"said": "sound", "note": "đã hỏi"}, data="C12")
    ],
    "care:allowance": [
        Page(EVERYTHING, "u", methods=BOTH, form={"number": "7/QĐ-UBKT", "decided_on": "23/11/2026"}, data="C12")
    ],
    "care:forbid_cards": [Page(EVERYTHING, "u", methods=POST, data="C12")],
    "care:take_along": [
        Page(ANYTHING, "c", targets=(ASSIGNED,), methods=POST, form={"purpose": "visit"}, data="C4")
    ],
    "care:reviews": [Page(EVERYTHING, "u", data="C12")],
    "care:review": [
        Page(EVERYTHING, "u", args=the("breakglasss"), targets=(ASSIGNED, FAR), methods=BOTH,
             form={"verdict": "upheld"}, data="C12")
    ],
}  # fmt: skip

# --- tips (class C7) --------------------------------------------------------------------------------------------


def of_tip(act: str, form: dict, **more) -> Page:
    """A page about a tip that was sealed to the officers of a commune's police."""
    return Page(BODY, act, args=lambda w, t: [(w.tips.ours if t == POLICE else w.tips.theirs).pk],
                targets=(POLICE, ELSEWHERE), data="C7", form=form, **more)  # fmt: skip


OPEN, OF_TIPS = {"passphrase": PASSPHRASE}, {"extent": ANYTHING, "data": "C7"}
TIPS: dict[str, list[Page]] = {
    "hotline:index": [Page(**OF_TIPS)],
    "hotline:write": [
        Page(**OF_TIPS, act="c", methods=BOTH, form={"id": AN_ID, "channel": "call", "words": "có người lạ"})
    ],
    "hotline:open_waiting": [Page(**OF_TIPS, methods=POST, form=OPEN)],
    "hotline:find": [Page(**OF_TIPS, methods=POST, form={"code": "000000"})],
    "hotline:form": [Page(**OF_TIPS, methods=BOTH, form={"number": "12/QĐ-CAX"})],
    "hotline:close_form": [Page(**OF_TIPS, methods=POST)],
    "hotline:keys": [Page(**OF_TIPS, methods=BOTH)],
    "hotline:change_passphrase": [Page(**OF_TIPS, methods=POST, form={"old": PASSPHRASE})],
    "hotline:share": [Page(**OF_TIPS, methods=POST, form=OPEN)],
    "hotline:show": [of_tip("r", OPEN, methods=BOTH)],
    "hotline:take_step": [of_tip("c", {"id": AN_ID, "verb": "verified"}, methods=POST)],
}
