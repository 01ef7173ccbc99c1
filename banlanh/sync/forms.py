from django import forms

from banlanh.core.forms import Form

MOST_BYTES = 300 * 1000
STARTS = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "webp": b"RIFF"}
TOO_LARGE = "Ảnh quá 300 kB. Xin chụp lại, máy sẽ thu nhỏ trước khi gửi."
NO_PICTURE = "Tệp này không phải ảnh JPEG, PNG hay WebP. Xin chụp lại."


class PhotographForm(Form):
    """A picture that a phone made and shrank, and the id of the operation that it belongs to."""

    operation = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(label="Ảnh")

    def clean_file(self):
        """Named by what it is; what a phone calls it may tell where and when it was taken."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        head = file.read(12)
        file.seek(0)
        kind = next((kind for kind, start in STARTS.items() if head.startswith(start)), None)
        if kind is None:
            raise forms.ValidationError(NO_PICTURE)
        file.name = f"anh.{kind}"
        return file
