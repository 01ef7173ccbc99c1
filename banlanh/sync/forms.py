from hashlib import sha256

from django import forms

from banlanh.core.forms import Form

from . import pictures

DIGEST = r"\A[0-9a-f]{64}\Z"
NO_DIGEST = "Phần ảnh gửi lên thiếu dấu của cả ảnh. Ảnh còn trong máy; xin tải lại trang rồi gửi."


class PieceForm(Form):
    """A piece of a picture, from `offset` on, and the id of the operation that it belongs to.

    `digest` (SHA-256) and `length` are of the whole, as it is sent. Without them the file is the whole: phones of the
    first releases send it so. `device` and `signature` are of the phone that handed it over to who sends it.
    """

    operation = forms.UUIDField(widget=forms.HiddenInput)
    digest = forms.RegexField(DIGEST, required=False, widget=forms.HiddenInput)
    length = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    offset = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    device = forms.UUIDField(required=False, widget=forms.HiddenInput)
    signature = forms.RegexField(DIGEST, required=False, widget=forms.HiddenInput)
    file = forms.FileField(label="Ảnh", allow_empty_file=True)

    def clean_file(self) -> bytes:
        return self.cleaned_data["file"].read(pictures.most_sent() + 1)

    def clean(self) -> dict:
        said = self.cleaned_data
        content = said.pop("file", b"")
        if self.errors:
            return said
        if said["length"] is None:
            said |= {"length": len(content), "offset": 0, "digest": sha256(content).hexdigest()}
        if not said["length"]:
            self.add_error(None, pictures.NO_PICTURE)
        if said["length"] > pictures.most_sent():
            self.add_error(None, pictures.TOO_LARGE)
        if not said["digest"]:
            self.add_error(None, NO_DIGEST)
        return said | {"content": content, "offset": said["offset"] or 0}
