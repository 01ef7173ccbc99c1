"""Files that outlive a power cut: a row that names one is committed only after the file lies on the disk."""

import os
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """As Django's; what was saved is on the disk once `save` returned, with the names that lead to it."""

    def _save(self, name: str, content: File) -> str:
        new = [each for each in Path(self.path(name)).parents if not each.exists()]
        kept = super()._save(name, content)
        path = Path(self.path(kept))
        for each in (path, path.parent, *(folder.parent for folder in new)):
            flush(each)
        return kept


def flush(path: Path) -> None:
    """Wait until what stands in this file, or which names stand in this folder, is on the disk (POSIX fsync)."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
