"""Some of the damaged documents of `make fuzz`, so that each run of the tests reads a few of every kind."""

import pytest

from vanban.tests.mutations import damaged, outcome, parse_here, seeds

FIRST, COUNT = 100_000, 300


def test_every_kind_is_among_the_seeds():
    assert {seed.name.rpartition(".")[2] for seed in seeds()} == {"docx", "html", "htm", "md", "pdf", "rtf", "txt"}


def test_a_number_always_means_the_same_document():
    assert damaged(7) == damaged(7) != damaged(8)


@pytest.mark.parametrize("number", range(FIRST, FIRST + COUNT, 25))
def test_damaged_documents_are_read_or_refused(number, monkeypatch):
    parse_here(monkeypatch)
    assert {outcome(damaged(each))[0] for each in range(number, number + 25)} <= {"read", "refused"}
