"""What the database says is kept is on the disk: a power cut takes neither the file nor the name that leads to it."""

import os
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import FileField

from banlanh.core.disk import DurableStorage

FILES = [field for model in apps.get_models() for field in model._meta.get_fields() if isinstance(field, FileField)]


@pytest.fixture
def flushed(monkeypatch) -> list[tuple[Path, int]]:
    """What was flushed in this test, in order, and how large it then was."""
    found, flush = [], os.fsync

    def noted(number: int) -> None:
        flush(number)
        found.append((Path(f"/proc/self/fd/{number}").readlink(), os.fstat(number).st_size))

    monkeypatch.setattr(os, "fsync", noted)
    return found


def test_a_file_is_flushed_whole_and_each_folder_where_a_name_is_new(tmp_path, flushed):
    root, storage = tmp_path / "files", DurableStorage(location=tmp_path / "files")
    name = storage.save("pledges/12/a.jpg", ContentFile(b"x" * 70_000))
    folders = [root / "pledges/12", root / "pledges", root, tmp_path]
    assert [path for path, _ in flushed] == [root / name, *folders]
    assert flushed[0][1] == 70_000
    flushed.clear()
    name = storage.save("pledges/12/b.jpg", ContentFile(b"y"))
    assert flushed == [(root / name, 1), (root / "pledges/12", (root / "pledges/12").stat().st_size)]


def test_a_name_that_is_taken_is_flushed_as_it_was_then_given(tmp_path, flushed):
    storage = DurableStorage(location=tmp_path)
    first, second = (storage.save("a.jpg", ContentFile(content)) for content in (b"one", b"two"))
    assert first != second and tmp_path / second in [path for path, _ in flushed]


@pytest.mark.parametrize("field", FILES, ids=lambda field: f"{field.model.__name__}.{field.name}")
def test_every_room_keeps_its_files_so(field):
    assert isinstance(field.storage, DurableStorage)
