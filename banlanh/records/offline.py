"""Records that phones make without signal: each the form and the action of its kind (see `registry`)."""

from django.urls import reverse

from banlanh.accounts.enums import Data
from banlanh.sync.registry import Done, Sending, body_named, checked, operation

from .registry import KINDS, kind_of


def enter(key: str, name: str, data: Data = Data.WORK) -> None:
    """Enter the kind of record `key`, which its room registers, under a name that phones keep."""

    @operation(f"record.{key}", name, data=data, bodies=body_named)
    def run(sent: Sending) -> Done:
        kind = KINDS[key]
        form = checked(kind.form(sent.payload, body=sent.body))
        record = kind.record(body=sent.body, by=sent.by, files=(), **form.values())
        return Done(record, reverse("records:show", args=[kind_of(record).key, record.pk]))


enter("airing", "buổi phát thanh")
enter("airing_failed", "buổi không phát được")
enter("gathering", "buổi gặp mặt, họp dân")
enter("cell_meeting", "họp đảng viên quán triệt")
enter("hearing", "buổi nghe báo cáo")
enter("committee_meeting", "cuộc họp chỉ đạo")
enter("school_session", "buổi ngoại khóa")
enter("difficulty", "khó khăn, vướng mắc")
enter("patrol", "buổi tuần tra", Data.POLICE_WORK)
enter("inspection", "lượt kiểm tra cơ sở", Data.POLICE_WORK)
