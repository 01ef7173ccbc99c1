"""What lies behind a figure of the sheet: its bodies, and for one body the very rows that were counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from banlanh.accounts.access import may
from banlanh.accounts.enums import Act
from banlanh.accounts.models import User
from banlanh.core.refusal import allows
from banlanh.indicators.counts.work import fallen_due
from banlanh.indicators.registry import Figure, Indicator, Period
from banlanh.places.enums import Language
from banlanh.places.models import Body
from banlanh.plans.standing import Standing
from banlanh.pledges import rules as pledges
from banlanh.pledges.enums import Signers
from banlanh.pledges.models import Campaign
from banlanh.pledges.queries import Tally, campaigns_on
from banlanh.records.registry import KINDS

from .work import standings_of, with_url

FACETS = {**dict(Language.choices), **dict(Signers.choices), "pupils": "học sinh", "parents": "phụ huynh"}


@dataclass(frozen=True)
class FigureLine:
    """One body's part of a figure; `url` leads to its rows, for whoever may see them."""

    body: Body
    facet: str
    tally: Tally
    url: str
    is_exact: bool

    @property
    def said(self) -> str:
        return f"{self.tally.n}/{self.tally.m}" if self.is_exact else self.tally.band


def figure_lines(
    user: User, indicator: Indicator, figures: Iterable[Figure], bodies: dict[int, Body], on: date
) -> list[FigureLine]:
    """The figure by body, as exactly as the person may know it."""
    running = campaigns_on(user.reach.commune, on) if indicator.signers else {}
    found = [figure for figure in figures if figure.body in bodies]
    found.sort(key=lambda figure: bodies[figure.body].order)
    return [line_of(user, indicator, figure, bodies[figure.body], running) for figure in found]


def line_of(user: User, indicator: Indicator, figure: Figure, body: Body, running: dict[str, Campaign]) -> FigureLine:
    """Names, and so numbers of who signed, are only for the one who collects there (PROTECTION P4)."""
    url = reverse("home:rows", args=[indicator.key, body.pk])
    if indicator.signers:
        asked = figure.facet if figure.facet in running else indicator.signers[0]
        campaign = running.get(asked)
        collects = campaign is not None and allows(pledges.may_collect, user, campaign, body)
        url = reverse("pledges:collect", args=[campaign.pk, body.pk]) if campaign and collects else ""
    elif not opens(user, indicator, body):
        url = ""
    facet = str(FACETS.get(figure.facet, figure.facet))
    return FigureLine(body, facet, Tally(figure.n, figure.m), url, bool(url) or not indicator.signers)


def opens(user: User, indicator: Indicator, body: Body) -> bool:
    """Whether rows lie behind a body's figure that the person may read: duties, or records of a class of theirs.

    Signatures have names: they open on the collector's page alone.
    """
    if indicator.duties:
        return True
    kind = KINDS.get(indicator.kind)
    return kind is not None and may(user, Act.READ, kind.data, body=body)


def records_behind(user: User, indicator: Indicator, body: Body, period: Period) -> list:
    """The records that the figure of this body counted, by the day they happened."""
    return records_of_kind(user, indicator.kind, body, period, **indicator.where)


def explanations(user: User, indicator: Indicator, body: Body, period: Period) -> list:
    """The records that say why something is missing from the figure of this body."""
    return records_of_kind(user, indicator.explained_by, body, period) if indicator.explained_by else []


def records_of_kind(user: User, key: str, body: Body, period: Period, **which) -> list:
    kind = KINDS[key]
    rows = kind.model.objects.visible_to(user.reach).live().filter(body=body, **kind.where | kind.counts | which)
    return with_url(rows.filter(covers_on__range=(period.first, period.last)).select_related("body"))


def duties_behind(indicator: Indicator, body: Body, period: Period, on: date) -> list[Standing]:
    """The duties that the figure of this body counted."""
    found = fallen_due(standings_of([body], commune=body.commune, on=on), period)
    return [each for each in found if indicator.duties and indicator.duties(each.duty)]
