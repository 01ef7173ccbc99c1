"""Tips as the tests make them, by the same verbs as the pages."""

from uuid import uuid4

from banlanh.hotline import actions, queries

SONS, HUYS = "suối trong đá trắng bốn mùa", "con trâu đi trước cái cày"
SENT, AGENT = "Chào-mào-5530 hót ở bến đò ngang", "Trinhduyetlavang Kimtuoc"
CANARY = "Chim-công-8214 bay qua khe Tả Van lúc gà gáy"


def receive(commune, by, *, words=CANARY, without=(), **changes):
    to = [key for key, user in queries.recipients(commune) if user not in without]
    fields = {"id": uuid4(), "channel": "call", "said": {"words": words, "village": "Nà Lìn"}, "to": to} | changes
    return actions.receive_tip(commune=commune, by=by, **fields)


def step(tip, by, verb="verified", **changes):
    fields = {"id": uuid4(), "verb": verb, "said": {"words": CANARY}} | changes
    return actions.take_step(tip, by=by, **fields)


def words_of(opened) -> list[str]:
    return [told.said["words"] for _, steps in opened for told in steps]
