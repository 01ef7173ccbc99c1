"""Registers at the size of a province: searches and one import, on PostgreSQL as it is installed.

Usage: python -m benchmarks.registers [--communes 99] [--searches 500]
Each search is the page as it is asked for by HTTP (its form sent by a chairman, who sees his whole commune) and the
query alone; beside them the bare limit of the same run, one row by its key. Nothing here asserts a time.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from statistics import median, quantiles

from .client import timed
from .databases import begin, postgres
from .province import HOUSEHOLDS, NAMES, VILLAGES

IMPORTED = 5_000
SEARCH_P95, IMPORT_WITHIN = 50, 15
SOUGHT = ("nguyen van a", "lo thi hoa", "giang a pao", "van a", "hoang xuan", "seo")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.registers")
    parser.add_argument("--communes", type=int, default=99)
    parser.add_argument("--searches", type=int, default=500)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="banlanh-bench-") as folder, postgres(folder) as address:
        os.environ["BANLANH_HOSTS"] = "testserver"
        begin(folder, address)
        bench(asked)
        from django.db import connection

        connection.close()
    return 0


def bench(asked: argparse.Namespace) -> None:
    from django.db import connection

    from banlanh.cli import migrate

    migrate()
    began = time.perf_counter()
    communes = [commune(number) for number in range(asked.communes)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    count = asked.communes * HOUSEHOLDS
    print(
        f"{count:,} households in {asked.communes} communes written in {time.perf_counter() - began:.0f} s", flush=True
    )
    searches(communes, asked.searches)
    importing(communes[0][0])


def commune(number: int) -> tuple:
    """A commune with its register and its chairman."""
    from datetime import date

    from django.db import transaction
    from django.utils import timezone

    from banlanh.places.enums import BodyKind, PlaceKind
    from banlanh.places.models import Body, Place
    from banlanh.registers.bulk import Row, add_rows
    from tests.support.commune import appoint

    draw = random.Random(number)
    with transaction.atomic():
        province, _ = Place.objects.get_or_create(kind=PlaceKind.PROVINCE, name="Mây Ngàn", parent=None)
        place = Place.objects.create(kind=PlaceKind.COMMUNE, name=f"Xã số {number}", parent=province)
        bodies = []
        for order in range(VILLAGES):
            village = Place.objects.create(kind=PlaceKind.VILLAGE, name=f"Bản {order}", parent=place)
            bodies.append(Body.objects.create(commune=place, kind=BodyKind.VILLAGE, name=f"Bản {order}", place=village))
        office = Body.objects.create(commune=place, kind=BodyKind.PEOPLES_COMMITTEE, name="Ủy ban nhân dân xã")
        households = [
            Row("household", draw.choice(bodies), date(2026, 1, 1), draw.choice(NAMES), f"nhóm {draw.randrange(9)}")
            for _ in range(HOUSEHOLDS)
        ]
        add_rows(households, at=timezone.now())
        chairman = appoint(f"chutich{number}", "Cao Văn Chủ", "R2", office)
    return place, chairman


def searches(communes: list[tuple], times: int) -> None:
    from django.test import Client

    from banlanh.core import clock
    from banlanh.places.models import Place
    from banlanh.registers.models import Stay

    draw, clients = random.Random(1), {}
    for _, chairman in communes:
        clients[chairman] = Client()
        clients[chairman].force_login(chairman)
    pages, queries, bare = [], [], []
    for _ in range(times):
        place, chairman = draw.choice(communes)
        text, reach = draw.choice(SOUGHT), chairman.reach
        stays = Stay.objects.visible_to(reach).counted_on(clock.today()).named(text).select_related("entry", "body")
        queries.append(timed(lambda stays=stays: list(stays.order_by("entry__order")[:21])))
        pages.append(timed(lambda who=chairman, text=text: clients[who].post("/so-bo/", {"q": text})))
        bare.append(timed(lambda place=place: Place.objects.get(pk=place.pk)))
    tell("search, the page", pages, SEARCH_P95)
    tell("search, the query", queries, SEARCH_P95)
    tell("bare: one row by key", bare, None)


def tell(what: str, taken: list[float], goal: float | None) -> None:
    p95 = quantiles(taken, n=20)[-1]
    verdict = "" if goal is None else f" (goal {goal}: {'met' if p95 <= goal else 'MISSED'})"
    print(f"{what:<24} p50 {median(taken):6.1f} ms  p95 {p95:6.1f} ms{verdict}", flush=True)


def importing(place) -> None:
    from datetime import date

    from banlanh.places.models import Body
    from banlanh.registers.importing import import_reading
    from banlanh.registers.models import Import
    from banlanh.registers.tests.workbooks import template
    from banlanh.registers.workbook.reading import read

    bodies = list(Body.objects.for_place(place).filter(kind="village").select_related("place", "commune"))
    each = IMPORTED // len(bodies) + 1
    content = template({body.place.name: rows(body.pk, each) for body in bodies})
    began = time.perf_counter()
    reading = read(content, "household", bodies)
    read_in = time.perf_counter() - began
    sent = Import(commune=place, kind="household", since=date(2026, 1, 1), file_name="so.xlsx")
    told = import_reading(sent, reading, by=None)
    taken = time.perf_counter() - began
    verdict = "met" if taken <= IMPORT_WITHIN else "MISSED"
    print(
        f"import of {len(told.new):,} rows in {len(bodies)} sheets: {taken:.1f} s, {read_in:.1f} s of it reading "
        f"(goal {IMPORT_WITHIN}: {verdict}); {len(told.faults)} faults"
    )


def rows(seed: int, count: int) -> list[list]:
    draw = random.Random(seed)
    return [
        [number + 1, draw.choice(NAMES).upper(), f"xóm {number}", 912000000 + number, "05/03/2026", "", ""]
        for number in range(count)
    ]


if __name__ == "__main__":
    sys.exit(main())
