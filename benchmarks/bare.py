"""The limit beside our figures: Django with no middleware, one view, one query, served the same way.

Reads one place of the demonstration commune, or writes rows with the ids that the client made in one commit, as durably
as the product does. Never shipped: no room imports it.
"""

import os

import dj_database_url
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

database = dj_database_url.parse(os.environ["BARE_DATABASE_URL"], conn_max_age=600)
if database["ENGINE"].endswith("sqlite3"):
    database["OPTIONS"] = {"timeout": 20, "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"}
settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": database},
    INSTALLED_APPS=["django.contrib.contenttypes"],
    ROOT_URLCONF="benchmarks.bare",
    USE_TZ=True,
)
django.setup()

from django.db import connection, models  # noqa: E402


class Place(models.Model):
    """The rooms' own table, seen from outside."""

    name = models.CharField(max_length=80)

    class Meta:
        app_label = "bare"
        db_table = "places_place"
        managed = False

    def __str__(self) -> str:
        return self.name


class Pledge(models.Model):
    """A row no larger than it must be."""

    id = models.UUIDField(primary_key=True)
    place = models.BigIntegerField()
    signed_on = models.DateField(auto_now_add=True)

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return str(self.id)


def view(request):
    return HttpResponse(Place.objects.order_by("pk").first().name)


def insert(request):
    """Written or known already, which is the same."""
    rows = [Pledge(id=each, place=request.POST["place"]) for each in request.POST.getlist("id")]
    Pledge.objects.bulk_create(rows, ignore_conflicts=True)
    return HttpResponse(status=201)


def make_table() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Pledge)


urlpatterns = [path("", view), path("insert", insert)]
application = get_wsgi_application()

if __name__ == "__main__":
    make_table()
