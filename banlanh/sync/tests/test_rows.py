"""What a batch writes by words of our own stands as Django's own would have written it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from banlanh.committee.models import Difficulty
from banlanh.core import rows
from banlanh.outreach.models import Airing
from banlanh.pledges import actions
from banlanh.pledges.models import Scan, Sheet, Signature
from banlanh.sync.models import Quarantined, Receipt

WRITTEN = (Receipt, Quarantined, Sheet, Signature, Scan, Airing, Difficulty)


@pytest.fixture
def evening(send, signing, airing, operation, village, lan, hoa, phone):
    """A row at least of each."""
    said = {"happened_on": "23/11/2026", "text": "Loa ở đầu bản hỏng; 'ai' sửa \"%s\"?"}
    send(signing(), airing(), operation("record.difficulty", body=village.pk, **said))
    phone.user = hoa
    phone.save(update_fields=["user"])
    send(operation("record.difficulty", body=village.pk, **said))
    picture = SimpleUploadedFile("to.jpg", b"\xff\xd8\xff\xe0" + b"sheet" * 100)
    actions.add_scans(Sheet.objects.get(), by=lan, files=[picture])


@pytest.mark.parametrize("model", WRITTEN)
def test_a_row_reads_as_the_one_that_was_there(evening, model):
    saved = model.objects.order_by("pk").last()
    saved.save()  # by Django
    here = model.objects.filter(pk=saved.pk)
    before = here.values().get()
    here._raw_delete("default")
    rows.add([saved])
    assert here.values().get() == before
