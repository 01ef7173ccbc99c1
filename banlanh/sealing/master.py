"""The master key: a file that only its owner may read, outside the data folder, settings, logs and backups (SEC-21).

It holds each version that still wraps a key: two while the key is being changed, else one. It is read each time that
it is needed and kept nowhere.
"""

import base64
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from banlanh.core.disk import flush
from banlanh.core.refusal import Refused

SHUT = "Ngăn niêm phong đang đóng"  # how every sentence begins that says why a sealed room tells nothing
NOT_THERE = (
    f"{SHUT}: máy này chưa có tệp khóa. Việc khác vẫn làm bình thường. "
    "Người giữ khóa lập khóa bằng lệnh: banlanh keys make"
)
UNREADABLE = f"{SHUT}: không đọc được tệp khóa. Xin báo người giữ khóa."
TOO_OPEN = f"{SHUT}: tệp khóa để người khác đọc được. Người giữ khóa cần chạy: chmod 600 TỆP"
OTHERS = stat.S_IRWXG | stat.S_IRWXO

Ring = Mapping[int, bytes]  # version -> key; the highest wraps what is new


def path() -> Path:
    return Path(settings.SEALED_KEY_FILE)


def read() -> Ring:
    """Every version in the file. Refuses, with what to do, where it is not there, not ours alone, or not whole."""
    try:
        with path().open() as file:
            if os.fstat(file.fileno()).st_mode & OTHERS:
                raise Refused(TOO_OPEN)
            return {int(version): base64.b64decode(key) for version, key in json.load(file).items()}
    except FileNotFoundError as error:
        raise Refused(NOT_THERE) from error
    except (OSError, ValueError, AttributeError) as error:
        raise Refused(UNREADABLE) from error


def write(ring: Ring) -> None:
    """Put the file in place whole or not at all."""
    path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path().with_suffix(".new")
    beside.unlink(missing_ok=True)
    said = json.dumps({version: base64.b64encode(key).decode() for version, key in ring.items()})
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(said)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path())
    flush(path().parent)  # its new name too
