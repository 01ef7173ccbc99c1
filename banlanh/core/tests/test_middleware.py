"""What every request and answer passes."""

from io import BytesIO

import pytest
from django.http import FileResponse, StreamingHttpResponse
from django.test import RequestFactory

from banlanh.core import middleware
from banlanh.core.middleware import MOST_BYTES, in_one_piece


@pytest.mark.parametrize("announced", [MOST_BYTES + 1, 400 * 1024 * 1024])
def test_what_is_too_large_is_refused_before_it_is_read(client, announced):
    answer = client.post("/dang-nhap/", data=b"", content_type="multipart/form-data", CONTENT_LENGTH=str(announced))
    assert answer.status_code == 413
    assert "Mỗi tệp tối đa 10 MB" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def answered(response, method="GET"):
    return in_one_piece(lambda request: response)(getattr(RequestFactory(), method.lower())("/"))


def test_a_file_is_handed_over_in_one_piece_as_it_was(tmp_path):
    path = tmp_path / "sổ.pdf"
    path.write_bytes(b"%PDF-" + b"x" * 9_000)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
    response.set_cookie("a", "b")
    told = answered(response)
    assert not told.streaming and told.content == path.read_bytes()
    assert told.headers == response.headers and told.cookies["a"].value == "b"
    assert response.file_to_stream.closed


@pytest.mark.parametrize("most, is_in_pieces", [(2, True), (3, False)])
def test_what_is_too_large_for_memory_goes_out_in_pieces(most, is_in_pieces, monkeypatch):
    monkeypatch.setattr(middleware, "AT_ONCE", most)
    assert answered(FileResponse(BytesIO(b"abc"))).streaming == is_in_pieces


def test_what_has_no_length_yet_goes_out_as_it_is_made():
    rows = StreamingHttpResponse(iter([b"a", b"b"]))
    assert answered(rows) is rows
    assert answered(FileResponse(iter([b"a", b"b"]))).streaming


@pytest.mark.parametrize("status", [200, 304])
def test_an_answer_without_a_body_stays_one(status):
    told = answered(FileResponse((), status=status, headers={"Content-Length": "9"}), "HEAD")
    assert (told.status_code, told.content, told.headers["Content-Length"]) == (status, b"", "9")
