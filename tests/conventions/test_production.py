"""A real commune's settings, with HTTPS: asked of a process of its own, as they are read once (SEC-06, SEC-51)."""

import json
import os
import subprocess
import sys

import pytest

from .sources import ROOT

YEAR = 365 * 24 * 3600
# What the sign-in page of such a machine sends to a browser, and what it does to one that comes without HTTPS.
ASKING = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client
page = Client().get("/dang-nhap/", secure=True, headers={"host": "banlanh.vidu.vn"})
plain = Client().get("/dang-nhap/", headers={"host": "banlanh.vidu.vn"})
session = {"name": settings.SESSION_COOKIE_NAME, "secure": settings.SESSION_COOKIE_SECURE,
           "httponly": settings.SESSION_COOKIE_HTTPONLY, "samesite": settings.SESSION_COOKIE_SAMESITE,
           "domain": settings.SESSION_COOKIE_DOMAIN or "", "path": settings.SESSION_COOKIE_PATH}
sent = [{"name": name, **{key: each[key] for key in ("secure", "httponly", "samesite", "domain", "path")}}
        for name, each in page.cookies.items()]
print(json.dumps({"cookies": [session, *sent], "headers": dict(page.headers), "debug": settings.DEBUG,
                  "plain": [plain.status_code, plain.headers["Location"]]}))
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    own = {"BANLANH_DATA_DIR": str(tmp_path_factory.mktemp("data")), "BANLANH_HOSTS": "banlanh.vidu.vn"}
    own |= {"BANLANH_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    machine = {name: value for name, value in os.environ.items() if not name.startswith(("BANLANH_", "DJANGO_"))}

    def ask(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=machine | own, capture_output=True, text=True, timeout=60
        )

    return ask


@pytest.fixture(scope="module")
def told(run) -> dict:
    answer = run("-c", ASKING)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_django_s_own_check_for_deployment_finds_nothing(run):
    answer = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert answer.returncode == 0, answer.stderr


def test_every_cookie_is_for_this_host_alone_and_out_of_reach_of_scripts(told):
    assert len(told["cookies"]) == 2
    for cookie in told["cookies"]:
        assert cookie["name"].startswith("__Host-")
        assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"
        assert cookie["path"] == "/" and not cookie["domain"]


def test_a_browser_that_came_once_comes_by_https_for_a_year(told):
    policy = told["headers"]["Strict-Transport-Security"].split("; ")
    assert f"max-age={YEAR}" in policy and "includeSubDomains" in policy


def test_who_comes_without_https_is_led_there(told):
    assert told["plain"] == [301, "https://banlanh.vidu.vn/dang-nhap/"]


def test_no_page_of_a_programmer_is_shown(told):
    assert told["debug"] is False
