"""Pictures behind operations: each comes whole or in pieces, and is kept by its room's own action, once (ADR 33)."""

from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.db.models import CharField, QuerySet, UUIDField

from banlanh.accounts.models import User
from banlanh.audit.actions import holding, record
from banlanh.core import clock, rows
from banlanh.core.questions import Question, Slot
from banlanh.core.refusal import Refused

from . import handover, rules
from .models import Device, Receipt, Upload
from .registry import OPERATIONS

MOST_BYTES = 300 * 1000
STARTS = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "webp": b"RIFF"}
TOO_LARGE = "Ảnh quá 300 kB. Xin chụp lại, máy sẽ thu nhỏ trước khi gửi."
NO_PICTURE = "Tệp này không phải ảnh JPEG, PNG hay WebP. Xin chụp lại."
MOST_BEGUN = 4  # pictures of one phone of which a part is here; the one that rested longest makes room
TORN = "Các phần của ảnh không khớp nhau. Ảnh còn trong máy; xin bấm «Sửa» ở Hộp gửi để gửi lại."


class Piece(NamedTuple):
    """What lies in `file` of a picture, from `offset` on; `digest` and `length` are of the whole, as it is sent."""

    operation: UUID
    digest: str
    length: int
    offset: int
    content: bytes = b""  # nothing: the phone asks how much is here
    box: bytes = b""  # the picture's own key, where it is sealed
    device: UUID | None = None  # of what a colleague brings: the phone of its author, and what that signed
    signature: str = ""


class Carried(NamedTuple):
    """Whose phone handed a picture over, and who brings it."""

    device: Device
    by: User


def most_sent() -> int:
    """What a picture may weigh on its way, sealed."""
    return MOST_BYTES + handover.OVERHEAD


def take(piece: Piece, *, by: User, carried: Carried | None = None) -> int:
    """How much of the picture is here, once this returned. A piece that does not go on from there changes nothing.

    What a colleague brings goes on from where its author's own phone came to, and the other way round. Who only asks
    waits for nobody who writes; nor does anybody wait until a picture that came at once is opened.
    """
    receipt = rules.may_photograph(by, piece.operation)
    upload = begun(receipt, piece, carried)
    if not piece.content or piece.offset != upload.offset:
        return upload.offset
    comes_at_once = piece.length == len(piece.content)
    picture = whole(piece.content, piece.digest, piece.box) if comes_at_once else None
    return go_on(receipt, piece, picture, by, carried)


@transaction.atomic
def go_on(receipt: Receipt, piece: Piece, picture: UploadedFile | None, by: User, carried: Carried | None) -> int:
    with holding(receipt.device.commune_id):
        if not receipt.subject:  # what waited may have been taken over meanwhile, or dropped
            receipt = rules.may_photograph(by, piece.operation)
        upload = begun(receipt, piece, carried)
        if piece.offset != upload.offset:
            return upload.offset
        add(upload, piece.content)
        if upload.offset == upload.length:
            finish(upload, picture or whole(upload.content, upload.digest, piece.box), piece.box, by)
            tell(carried)
        keep(upload)
        if not piece.offset and not upload.whole_at:
            make_room(receipt.device)
        return upload.offset


def begun(receipt: Receipt, piece: Piece, carried: Carried | None) -> Upload:
    """What is here of it, told to whoever may bring the rest."""
    if carried:
        rules.may_carry(carried.by, carried.device, receipt)
    found = UPLOAD.one(receipt=receipt.pk, digest=piece.digest)
    upload = found or Upload(digest=piece.digest, length=piece.length)
    upload.receipt = receipt
    if upload.length != piece.length:
        raise Refused(TORN)
    return upload


@Question
def UPLOAD() -> QuerySet[Upload]:
    return Upload.objects.filter(receipt=Slot("receipt", UUIDField()), digest=Slot("digest", CharField())).order_by()


def add(upload: Upload, content: bytes) -> None:
    upload.content, upload.at = bytes(upload.content) + content, clock.now()
    if upload.offset > upload.length:
        raise Refused(TORN)


def keep(upload: Upload) -> None:
    if upload.pk:
        upload.save()
    else:
        rows.add([upload])


def whole(content: bytes, digest: str, box: bytes) -> UploadedFile:
    if sha256(content).hexdigest() != digest:
        raise Refused(TORN)
    return developed(content, box)


def finish(upload: Upload, picture: UploadedFile, box: bytes, by: User) -> None:
    """It is whole: behind what the operation wrote, or, as sealed as it came, beside what waits for somebody's look.

    By rights as they stand behind the lock: a post may have ended since the request came in, and another copy of the
    picture have been refused.
    """
    if upload.receipt.subject:
        put_behind(upload.receipt, picture, User.objects.get(pk=by.pk))
        upload.content = b""
    else:
        rules.may_wait_along(upload.receipt)
        upload.box = box
    upload.whole_at = upload.at


def tell(carried: Carried | None) -> None:
    """The log tells of both, whose it is and who brought it."""
    if carried:
        record("picture.carried", carried.device, by=carried.device.user, carried_by=carried.by.pk)


def developed(content: bytes, box: bytes) -> UploadedFile:
    """The picture that was sealed, or sent open; named by what it is, as a phone's name may tell where it was taken."""
    clear = handover.picture(box, content, handover.own_key()) if box else content
    kind = next((kind for kind, start in STARTS.items() if clear.startswith(start)), None)
    if len(clear) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    if kind is None:
        raise Refused(NO_PICTURE)
    return SimpleUploadedFile(f"anh.{kind}", clear)


def put_behind(receipt: Receipt, picture: UploadedFile, by: User) -> None:
    keep = OPERATIONS[receipt.kind].photograph
    if keep:
        keep(receipt.subject.partition(":")[2], picture, by)


def follow(receipt: Receipt, *, by: User) -> None:
    """What waited with the operation goes behind what was now written, as of the one who took it over."""
    for upload in receipt.uploads.along():
        put_behind(receipt, opened(upload), by)
        upload.content = upload.box = b""
        upload.save(update_fields=["content", "box"])


def opened(upload: Upload) -> UploadedFile:
    return developed(bytes(upload.content), bytes(upload.box))


def make_room(device: Device) -> None:
    """No phone fills the disk with what never ends; of what goes, it is told that nothing is here."""
    newest = Upload.objects.filter(receipt__device=device, whole_at=None).order_by("-at").values_list("pk", flat=True)
    Upload.objects.filter(pk__in=list(newest[MOST_BEGUN:])).delete()
