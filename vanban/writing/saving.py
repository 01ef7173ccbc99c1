"""From a document in memory to bytes that depend on nothing else."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Docx

# Parts of python-docx's template that say something untrue (a picture of another page, the program
# "Microsoft Macintosh Word") or weigh as much as the rest (the styles a second time).
_UNWANTED = ("/thumbnail", "/extended-properties", "/stylesWithEffects", "/customXml")

# The earliest moment a zip archive can hold.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def saved(document: Docx) -> bytes:
    _drop_unwanted_parts(document)
    stream = BytesIO()
    document.save(stream)
    return _without_times(stream)


def _drop_unwanted_parts(document: Docx) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for name, relation in list(relations.items()):
            if relation.reltype.endswith(_UNWANTED):
                del relations[name]


def _without_times(stream: BytesIO) -> bytes:
    timeless = BytesIO()
    with ZipFile(stream) as written, ZipFile(timeless, "w", ZIP_DEFLATED) as archive:
        for name in written.namelist():
            archive.writestr(_timeless(name), written.read(name))
    return timeless.getvalue()


def _timeless(name: str) -> ZipInfo:
    entry = ZipInfo(name, _NO_TIME)
    entry.compress_type, entry.create_system = ZIP_DEFLATED, _UNIX
    return entry
