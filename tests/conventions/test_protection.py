"""What `make check` finds wrong in docs/protection.md."""

import pytest

from scripts.protection import DOCUMENT, faults, known_items, made

TEXT = DOCUMENT.read_text("utf-8")
PROOF = "`tests/conventions/test_protection.py::test_a_sound_document_has_no_fault`"


def test_a_sound_document_has_no_fault():
    assert list(faults(TEXT)) == []
    assert made(TEXT) == TEXT


def test_all_items_of_both_levels_are_known():
    assert len(known_items()) == len(set(known_items())) == 253


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ("`tests/conventions/test_protection.py::test_nothing`", "no such test"),
        ("`tests/nowhere.py::test_nothing`", "no such test"),
        ("| SEC-61 | more | met | |", "there is no requirement 61"),
        ("| SEC-07 | again | met | |", "requirement 7 stands 2 times"),
        (f"| 1.2.10 | of level 3 | met | {PROOF} |", "there is no item 1.2.10"),
        (f"| 1.2.9 | again | met | {PROOF} |", "item 1.2.9 stands 2 times"),
        ("| 1.2.9 | again | met | believe us |", "neither a test nor a reading"),
        (f"| 1.2.9 | again | nearly | {PROOF} |", "no state is called 'nearly'"),
    ],
)
def test_a_fault_is_named(planted, said):
    assert any(said in fault for fault in faults(f"{TEXT}{planted}\n"))


def test_a_changed_cell_is_made_anew():
    changed = TEXT.replace("| r! M |", "| cru! M |", 1)
    assert changed != TEXT and made(changed) == TEXT
