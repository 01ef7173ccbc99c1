"""What an announcement tells: what stands on the list below, in bands (SEC-31); of people in care nothing, ever."""

from collections import defaultdict
from datetime import date

from banlanh.core import words
from banlanh.indicators.registry import INDICATORS, Figure, total
from banlanh.indicators.sheet import sheet_of
from banlanh.places.models import Body, Place
from banlanh.situation.models import HotlineNumber

# Work, not people: the only figures that may stand on a public page. By village: those of the second list.
COMMUNE = ("airings", "resolutions", "pledges_homes", "pledges_members", "pledges_schools")
VILLAGE = ("airings", "pledges_homes")


def told_of(commune: Place, on: date) -> dict:
    """Plain words for JSON: the day, the commune's figures in bands, and the villages'."""
    sheet = sheet_of(commune, on=on)
    figures = {key: [Figure(*row) for row in sheet["figures"].get(key, [])] for key in COMMUNE}
    bands = {key: words.band(*total(found)) for key, found in figures.items()}
    lines = HotlineNumber.objects.for_place(commune).answered_on(on).select_related("body")
    return {
        "on": on.isoformat(),
        "lines": [[str(line.pk), line.number, str(line), line.body.name] for line in lines],
        "commune": [[INDICATORS[key].name, band] for key, band in bands.items() if band],
        "columns": [INDICATORS[key].name for key in VILLAGE],
        "villages": villages(commune, {key: figures[key] for key in VILLAGE}),
    }


def villages(commune: Place, figures: dict[str, list[Figure]]) -> list[list]:
    """A row for each village in the order of the alphabet, so that nobody is first or last for a reason."""
    sums: dict[int, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for key, found in figures.items():
        for figure in found:
            sums[figure.body][key].append(figure)
    bodies = [body for body in Body.objects.for_place(commune).current() if body.is_village]
    return [[body.name, *(words.band(*total(sums[body.pk][key])) for key in figures)] for body in bodies]
