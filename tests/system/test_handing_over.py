"""What waits on one phone reaches the server by another one, which cannot read it (ADR 26; SEC-39, SEC-40)."""

from pathlib import Path

import pytest

from banlanh.outreach.models import Airing
from banlanh.records.models import Attachment
from banlanh.sync.models import Receipt
from tests.support.browser import PHONE

from .on_the_phone import begin, in_store, record_airing, unlock
from .test_phone_without_signal import village  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__")]

# RFC 9180, A.3.1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode.
VECTOR = {
    "info": "4f6465206f6e2061204772656369616e2055726e",
    "secret": "4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb",
    "sender": "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9"
    "8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4",
    "recipient": "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82"
    "6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0",
    "key": "868c066ef58aae6dc589b6cfdd18f97e",
    "nonce": "4e0bc5018beba4bf004cca59",
}
SCHEDULE = """async ([script, { info, secret, sender, recipient }]) => {
  const { schedule } = await import(script)
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16))
  const url = { "+": "-", "/": "_", "=": "" }
  const said = (part) => btoa(String.fromCharCode(...part)).replace(/[+/=]/g, (sign) => url[sign])
  const [curve, theirs] = [{ name: "ECDH", namedCurve: "P-256" }, bytes(sender)]
  const point = { d: said(bytes(secret)), x: said(theirs.slice(1, 33)), y: said(theirs.slice(33)) }
  const jwk = { kty: "EC", crv: "P-256", ...point }
  const privateKey = await crypto.subtle.importKey("jwk", jwk, curve, false, ["deriveBits"])
  const publicKey = await crypto.subtle.importKey("raw", theirs, curve, true, [])
  const { key, nonce } = await schedule(bytes(recipient), bytes(info), { privateKey, publicKey })
  return [key, nonce].map((part) => Array.from(part, (byte) => byte.toString(16).padStart(2, "0")).join(""))
}"""
PICTURE = bytes([255, 216, 255]) + bytes(at % 251 for at in range(70_000))  # goes up in three pieces
PICTURED = """async ([folder, said, starts, rest]) => {
  const picture = new Blob([Uint8Array.from([...starts, ...Array.from({ length: rest }, (_, at) => at % 251)])])
  await (await import(`${folder}outbox.js`)).add({ ...said, picture })
}"""
KEPT = "async ([folder, said]) => (await import(`${folder}outbox.js`)).add(said)"
# As the release before this one kept it, and its picture: under the browser's own key alone.
KEPT_AS_BEFORE = """async ([folder, said]) => {
  const load = (name) => import(`${folder}${name}.js`)
  const [store, vault, kept] = await Promise.all(["store", "vault", "seal"].map(load))
  const [key, bytes, id] = [await vault.outboxKey(), kept.fresh(16), crypto.randomUUID()]
  const [sealed, words] = await Promise.all([said, [...bytes]].map((each) => kept.seal(key, each)))
  const clear = Uint8Array.from([255, 216, 255, ...Array(5000).fill(7)])
  const picture = await kept.sealBytes(await kept.keyFrom(bytes), clear)
  await store.write(({ outbox, pictures }) => {
    outbox.add({ id, sealed })
    pictures.put({ id, sealed: picture, words })
  })
}"""


@pytest.fixture
def colleague(browser):
    with browser.new_context(viewport=PHONE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh") as context:
        yield context.new_page()


def folder(page) -> str:
    return page.locator("script[type=module]").get_attribute("src").removesuffix("shell.js")


def aired(village, on: str, slot: str = "morning") -> dict:  # noqa: F811
    said = {"body": village.pk, "happened_on": on, "slot": slot, "languages": ["hmn"], "minutes": "15"}
    kept = {"kind": "record.airing", "payload": said, "title": "Ghi buổi phát", "place": "", "seen": None}
    return kept | {"happened_at": "2026-11-19T08:00:00+07:00"}


def test_a_colleague_carries_what_waits_and_it_is_done_once(phone, colleague, server, village):  # noqa: F811
    begin(phone, server)
    assert phone.evaluate(SCHEDULE, [f"{folder(phone)}hpke.js", VECTOR]) == [VECTOR["key"], VECTOR["nonce"]]
    phone.context.set_offline(True)
    phone.evaluate(KEPT_AS_BEFORE, [folder(phone), aired(village, "19/11/2026")])
    phone.evaluate(KEPT, [folder(phone), aired(village, "31/02/2026")])
    said = aired(village, "19/11/2026", "evening")
    phone.evaluate(PICTURED, [folder(phone), said, list(PICTURE[:3]), len(PICTURE) - 3])
    record_airing(phone, "20/11/2026", "buổi sáng")
    phone.evaluate("location.hash = 'chuyen-ho'")
    phone.get_by_role("button", name="Hiện mã để quét").click()
    phone.get_by_role("img", name="Mã 1/").wait_for()
    assert phone.get_by_text("4 việc, 1 ảnh chưa gửi, khóa kín").is_visible()
    assert phone.get_by_text("1 ảnh không vào tệp, ở lại máy này").is_visible()  # it lies under no key of the server
    assert phone.get_by_text("Mã quét không mang ảnh: ảnh ở lại máy này").is_visible()
    with phone.expect_download() as saved:
        phone.get_by_role("button", name="Lưu thành tệp").click()
    begin(colleague, server, "hoa")
    colleague.context.set_offline(True)
    colleague.evaluate("location.hash = 'chuyen-ho'")
    colleague.get_by_label("Tệp chuyển hộ").set_input_files(saved.value.path())
    colleague.get_by_text("Đã nhận 4 việc, 1 ảnh, giữ kín").wait_for()
    assert "4 việc, 1 ảnh chờ gửi, đã lưu trên máy" in colleague.locator("bl-safe").inner_text()
    colleague.context.set_offline(False)
    colleague.get_by_text("Máy chủ đã nhận 3 việc gửi hộ").wait_for()
    assert set(Airing.objects.values_list("recorded_by__username", flat=True)) == {"lan"}
    assert colleague.get_by_text("Máy chủ không nhận 1 việc, ảnh gửi hộ").is_visible()
    colleague.get_by_text("Tắt máy được · không còn việc").wait_for()
    assert [Path(each.file.path).read_bytes() for each in Attachment.objects.all()] == [PICTURE]
    phone.get_by_role("button", name="Khóa máy").click()
    phone.context.set_offline(False)
    phone.get_by_text("1 việc chờ gửi").wait_for()  # the refused one, whose words nobody can read now
    unlock(phone, server)
    phone.get_by_text("1 việc bị từ chối").wait_for()
    phone.get_by_role("link", name="Hộp gửi").click()
    phone.get_by_text("Ngày chưa đúng").wait_for()
    assert (Airing.objects.count(), Receipt.objects.count(), Attachment.objects.count()) == (3, 4, 2)
    assert [in_store(each, "store.count('pictures')") for each in (phone, colleague)] == [0, 0]
