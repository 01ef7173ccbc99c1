"""What a phone is given to open without signal: the same for everybody, small, and all of one release (SEC-09)."""

import gzip
import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

from banlanh.phone.shell import OWN, files
from tests.support.rooms import *  # noqa: F403

KILO = 1024
MOST = 150 * KILO


def source(address: str) -> bytes:
    """What lies behind the address of a file of this release."""
    with open(finders.find(address.split("/", 3)[3]), "rb") as file:
        return file.read()


def test_the_shell_knows_nobody(client, browser_of, lan):
    empty = client.get(reverse("phone:shell"))
    signed_in = browser_of(lan).get(reverse("phone:shell"))
    assert empty.content == signed_in.content and not empty.cookies and not signed_in.cookies


def test_the_worker_keeps_the_shell_and_may_wake_for_the_whole_site(client):
    answer = client.get("/may-nhac.js")
    kept = re.search(r"FILES = (\[.*?\])\n", answer.content.decode())[1].replace(", ]", "]")
    assert answer["Content-Type"].startswith("text/javascript") and b"showNotification" in answer.content
    assert json.loads(kept) == files()


def test_all_that_the_shell_asks_for_is_kept(client):
    html = client.get(reverse("phone:shell")).content.decode()
    asked = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', html))
    imported = {
        (path.parent / name).resolve().relative_to(OWN.resolve().parent).as_posix()
        for path in OWN.rglob("*.js")
        for name in re.findall(r'(?:from |import |import\()"(\.[^"]+)"', path.read_text("utf-8"))
    }
    assert asked <= set(files())
    assert {name for name in imported if static(name) not in files()} == set()


def test_the_shell_is_small(client):
    """What the first page needs; the folder of the hand-over is kept with it and read when its page is opened."""
    first = [file for file in files() if "/phone/handover/" not in file]
    whole = [client.get(reverse("phone:shell")).content, *map(source, first)]
    assert sum(map(len, whole)) <= MOST
    assert sum(len(gzip.compress(each)) for each in whole) <= MOST // 2


def test_the_manifest_names_icons_that_are_there():
    said = json.loads((OWN / "manifest.webmanifest").read_text("utf-8"))
    assert said["start_url"] == reverse("phone:shell")
    assert all((OWN / icon["src"]).exists() for icon in said["icons"])
    assert {icon.get("purpose", "any") for icon in said["icons"]} == {"any", "maskable"}


@pytest.mark.django_db
def test_a_phone_learns_who_is_signed_in_and_gets_a_token(browser_of, lan, client):
    said = browser_of(lan).get(reverse("phone:who")).json()
    assert said["person"] == lan.pk and len(said["token"]) > 30
    assert client.get(reverse("phone:who")).status_code == 302
