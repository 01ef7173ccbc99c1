"""The limit beside our figures: Django with no middleware, one view, one query, served the same way.

Reads one place of the demonstration commune. Never shipped: no room imports it.
"""

import os

import dj_database_url
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

database = dj_database_url.parse(os.environ["BARE_DATABASE_URL"], conn_max_age=600)
settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": database},
    INSTALLED_APPS=["django.contrib.contenttypes"],
    ROOT_URLCONF="benchmarks.bare",
    USE_TZ=True,
)
django.setup()

from django.db import models  # noqa: E402


class Place(models.Model):
    """The rooms' own table, seen from outside."""

    name = models.CharField(max_length=80)

    class Meta:
        app_label = "bare"
        db_table = "places_place"
        managed = False

    def __str__(self) -> str:
        return self.name


def view(request):
    return HttpResponse(Place.objects.order_by("pk").first().name)


urlpatterns = [path("", view)]
application = get_wsgi_application()
