"""A tip through the pages, on databases that are files; then what a thief of the whole machine would find.

A process of its own, since the tests' databases lie in memory. Prints, as JSON, which secrets lie in which file, how
many files were read, and what every key on the machine opened.
"""

import json
import os
from pathlib import Path
from uuid import uuid4

import django
from django.conf import settings


def main() -> None:
    django.setup()
    settings.TIP_KEY_MEMORY, settings.TIP_KEY_ROUNDS = 8192, 1  # what lies where does not depend on them
    from banlanh.cli import migrate
    from banlanh.sealing.actions import make_master

    migrate()
    make_master()
    told = tell()
    # Nothing is closed yet, so the write-ahead logs are still there.
    folders = [Path(os.environ[name]) for name in ("BANLANH_DATA_DIR", "TMPDIR")]
    folders.append(Path(os.environ["BANLANH_SEALED_KEY_FILE"]).parent)
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    found = [(path.name, secret) for path in files for secret in told if secret.encode() in path.read_bytes()]
    print(json.dumps({"files": [path.name for path in files], "found": found, "opened": opened_by_the_machine()}))


def tell() -> list[str]:
    """Two officers make keys, one writes a tip and reads it; every secret that passed through the pages."""
    from django.test import Client

    from tests.support import commune as people
    from tests.support.factor import show_factor

    from .made import AGENT, CANARY, HUYS, SENT, SONS

    place = people.make_commune()
    police = people.body_of(place, "Công an xã")
    for name, role, words in (("huy", "R4", HUYS), ("son", "R3", SONS)):
        page = Client()
        page.force_login(people.appoint(name, "Nông Quốc Huy", role, police))
        show_factor()
        page.post("/tin-bao/khoa/", {"current": people.PASSWORD, "password": words, "again": words})
    written = page.post("/tin-bao/moi/", {"id": str(uuid4()), "channel": "call", "words": CANARY, "village": "Nà Lìn"})
    assert "Đã niêm tin" in written.content.decode()
    read = page.post("/tin-bao/mo/", {"passphrase": SONS}).content.decode()
    assert CANARY in read
    receipts = [send(page, number) for number in range(5)]
    assert SENT in page.post("/tin-bao/mo/", {"passphrase": SONS}).content.decode()
    return [CANARY, CANARY.split()[0], SONS, HUYS, SENT, SENT.split()[0], AGENT, ADDRESS, *receipts]


ADDRESS = "203.0.113.211"


def send(chief, number: int) -> str:
    """Somebody unknown sends a tip on the public page; the receipt."""
    import re

    from django.test import Client

    from .made import AGENT, SENT

    chief.post("/tin-bao/mau/", {"number": "12/QĐ-CAX", "decided_on": "01/01/2026"})
    outside = Client(headers={"User-Agent": AGENT}, REMOTE_ADDR=ADDRESS)
    typed = {"sent": f"{number}" * 40, "words": SENT, "about": "no"}
    answer = outside.post("/bao-tin/", typed, headers={"Referer": f"https://{AGENT}/"}).content.decode()
    return "".join(re.search(r"(\d{4}) (\d{4}) (\d{4}) (\d{4})", answer).groups())


def opened_by_the_machine() -> list[str]:
    """What the master key and every data key open of the tips and of the private keys: nothing, it is hoped."""
    from banlanh.hotline.models import Envelope, Recipient, Step
    from banlanh.sealing import master, queries
    from banlanh.sealing.models import DataKey

    keys = [*master.read().values(), *(queries.key_of(key.pk) for key in DataKey.objects.all())]
    sealed = [(step.place, bytes(step.words)) for step in Step.objects.all()]
    sealed += [(each.place, bytes(each.wrapped)) for each in Recipient.objects.all()]
    found = [about for about, words in sealed for key in keys if opens(key, words, about)]
    envelopes = [bytes(each.key) for each in Envelope.objects.all()]
    assert keys and len(sealed) == 8 and len(envelopes) == 12
    return found + ["envelope" for each in envelopes for key in keys if opens_envelope(key, each)]


def opens(key: bytes, words: bytes, about: str) -> bool:
    from banlanh.sealing.crypto import Broken, unseal

    try:
        return bool(unseal(key, words, about=about))
    except Broken:
        return False


def opens_envelope(key: bytes, envelope: bytes) -> bool:
    from banlanh.hotline.boxes import key_in
    from banlanh.sealing.crypto import Broken

    try:
        return bool(key_in(envelope, key))
    except Broken:
        return False


if __name__ == "__main__":
    main()
