"""What the log tells of an error, and of nobody (SEC-52)."""

import io
import logging

import pytest
from django.conf import settings
from django.http import HttpResponseServerError
from django.test import RequestFactory
from django.urls import resolve
from django.utils.log import log_response

from banlanh.core.logs import Formatter

WORDS = "Sùng Thị Vá"


@pytest.fixture
def log(monkeypatch):
    """What the handlers of this product would write of the loggers `banlanh` and `django.request`."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Formatter())
    for name in ("banlanh", "django.request", "urllib3"):
        monkeypatch.setattr(logging.getLogger(name), "handlers", [handler])
        monkeypatch.setattr(logging.getLogger(name), "propagate", False)
    return written


def test_every_handler_of_the_product_writes_so():
    named = settings.LOGGING["formatters"]["nobody"]["()"]
    assert named == f"{Formatter.__module__}.{Formatter.__qualname__}"
    assert {each.get("formatter") for each in settings.LOGGING["handlers"].values()} == {"nobody"}


def test_an_error_tells_its_kind_and_its_way_and_not_what_it_says(log):
    try:
        try:
            raise KeyError(WORDS)
        except KeyError as error:
            raise ValueError(f"row contains {WORDS}") from error
    except ValueError:
        logging.getLogger("banlanh").exception("the count stopped")
    told = log.getvalue()
    assert WORDS not in told
    assert "ERROR banlanh: the count stopped" in told
    assert told.index("builtins.KeyError") < told.index("builtins.ValueError")
    assert "banlanh/core/tests/test_logs.py:" in told and "test_an_error_tells" in told


def test_a_cause_that_was_set_aside_stays_aside(log):
    try:
        try:
            raise KeyError(WORDS)
        except KeyError:
            raise ValueError(WORDS) from None
    except ValueError:
        logging.getLogger("banlanh").exception("stopped")
    assert "KeyError" not in log.getvalue() and WORDS not in log.getvalue()


def test_a_page_is_told_by_its_pattern(log):
    request = RequestFactory().post(f"/ho-so/{WORDS}/ho-so/", {"words": WORDS}, query_params={"q": WORDS})
    request.resolver_match = resolve("/ho-so/HT-1/ho-so/")
    log_response("%s: %s", "Internal Server Error", request.path, response=HttpResponseServerError(), request=request)
    assert "500 POST ho-so/<str:code>/ho-so/" in log.getvalue()
    assert "S%C3%B9ng" not in log.getvalue() and WORDS not in log.getvalue()


def test_a_page_that_is_none_has_no_pattern(log):
    request = RequestFactory().get(f"/{WORDS}/")
    log_response("%s", request.path, response=HttpResponseServerError(), request=request)
    assert "500 GET ?" in log.getvalue()


def test_others_are_told_by_where_they_said_it(log):
    logging.getLogger("urllib3").warning("could not send %s", WORDS)
    assert "WARNING urllib3: banlanh/core/tests/test_logs.py:" in log.getvalue()
    assert WORDS not in log.getvalue()


def test_where_the_log_cannot_be_written_nothing_is_told_elsewhere(log, capfd):
    log.close()
    try:
        raise ValueError(WORDS)
    except ValueError:
        logging.getLogger("banlanh").exception("stopped")
    assert capfd.readouterr().err == ""
