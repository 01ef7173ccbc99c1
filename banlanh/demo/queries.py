"""What is known of a demonstration in this database."""

from datetime import date

from django.db.models import QuerySet

from banlanh.accounts.models import User
from banlanh.audit.models import Event
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Place

LOADED = "demo.loaded"


def communes() -> QuerySet[Place]:
    return Place.objects.filter(kind=PlaceKind.COMMUNE)


def demo_commune() -> Place | None:
    return communes().filter(is_demo=True).first()


def demo_day() -> date | None:
    """The day for which the demonstration was made; None where there is none."""
    commune = demo_commune()
    events = Event.objects.filter(commune=commune.pk, verb=LOADED) if commune else Event.objects.none()
    told = events.order_by("sequence").last()
    return date.fromisoformat(told.detail["day"]) if told else None


def has_real_work() -> bool:
    """Whether somebody's own commune, or people without any commune, are in this database."""
    return communes().filter(is_demo=False).exists() or (User.objects.exists() and demo_commune() is None)
