from django import forms

from banlanh.core.forms import Form
from banlanh.core.ids import uuid7


class PrepareForm(Form):
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    text = forms.CharField(
        label="Lời nói với dân",
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Không nêu tên, nhà, thôn của người nào; không nói có bao nhiêu người.",
    )
