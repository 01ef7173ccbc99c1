"""What every request passes."""

import pytest

from banlanh.core.middleware import MOST_BYTES


@pytest.mark.parametrize("announced", [MOST_BYTES + 1, 400 * 1024 * 1024])
def test_what_is_too_large_is_refused_before_it_is_read(client, announced):
    answer = client.post("/dang-nhap/", data=b"", content_type="multipart/form-data", CONTENT_LENGTH=str(announced))
    assert answer.status_code == 413
    assert "Mỗi tệp tối đa 10 MB" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
