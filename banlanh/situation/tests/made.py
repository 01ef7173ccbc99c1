"""The area's records as the tests make them, by the same verbs as the pages."""

from datetime import date

from django.utils import timezone

from banlanh.core.ids import uuid7
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.models import Entry
from banlanh.situation import actions

FRIDAY = date(2026, 11, 20)


def route(commune, by, name="Lối mòn dốc Đá", **changes):
    fields = {"id": uuid7(), "kind": "track", "times": 2} | changes
    return actions.add_route(commune=commune, by=by, name=name, **fields)


def patrol(body, by, routes, **changes):
    fields = {"id": uuid7(), "happened_on": FRIDAY, "forces": ["police"], "findings": {"reminder": 2}} | changes
    return actions.record_patrol(body=body, by=by, routes=routes, **fields)


def establishment(village, name) -> Entry:
    made = add_rows([Row("establishment", village, date(2026, 1, 1), name, detail="homestay")], at=timezone.now())
    return Entry.objects.get(pk=made[0])


def inspection(body, by, entry, **changes):
    fields = {"id": uuid7(), "happened_on": FRIDAY, "faults": [], "result": "passed"} | changes
    return actions.record_inspection(body=body, by=by, establishment=entry, **fields)


def faulty(body, by, entry, **changes):
    fields = {"faults": ["fire"], "result": "reminded", "mend_by": date(2026, 11, 30)} | changes
    return inspection(body, by, entry, **fields)


def lists(body, by, **changes):
    fields = {"id": uuid7(), "happened_on": FRIDAY, "month": date(2026, 11, 1)} | changes
    return actions.sign_lists(body=body, by=by, **{"care": {"in": 1}, "managed": {}, "returned": {"in": 7}} | fields)


def spot(body, village, by, name="Lều nương sau dốc Đá", **changes):
    fields = {"id": uuid7(), "happened_on": date(2026, 10, 5), "document": "15/QĐ-CAX"} | changes
    return actions.open_spot(body=body, village=village, by=by, name=name, **fields)


def step(of, by, verb="worked_on", **changes):
    fields = {"id": uuid7(), "happened_on": FRIDAY, "document": "16/QĐ-CAX"} | changes
    return actions.take_step(body=of.body, by=by, spot=of, verb=verb, **fields)


def line(body, by, number="0912345678", **changes):
    fields = {"id": uuid7(), "officer": "Trung tá Vàng Văn Sơn", "starts_on": date(2026, 1, 1)} | changes
    return actions.add_number(body=body, by=by, number=number, **fields)


def poster(village, by, number, **changes):
    return actions.hang_poster(body=village, by=by, number=number, **{"id": uuid7(), "happened_on": FRIDAY} | changes)
