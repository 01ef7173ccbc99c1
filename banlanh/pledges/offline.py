"""Signing by ticking, in a house without signal."""

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from banlanh.accounts.enums import Data
from banlanh.core.refusal import Refused
from banlanh.sync.registry import Done, Sending, body_named, checked, operation

from . import actions
from .forms import ListForm
from .models import Campaign

NO_SUCH_CAMPAIGN = "Đợt ký này không có trong xã. Xin tải lại gói rồi ghi."


@operation("pledges.sign", "chữ ký cam kết", data=Data.PLEDGES, bodies=body_named)
def sign(sent: Sending) -> Done:
    """Who signed on one sheet: `campaign`, `body`, `on`, `entries`."""
    form, campaign = checked(ListForm(sent.payload)), campaign_in(sent.payload, sent.body.commune_id)
    said = form.cleaned_data
    sheet = actions.sign_list(
        id=said["id"], campaign=campaign, body=sent.body, entries=said["entries"], on=said["on"], by=sent.by
    )
    return Done(sheet, reverse("pledges:sheet", args=[sheet.pk]))


def campaign_in(payload: QueryDict, commune: int) -> Campaign:
    try:
        return Campaign.objects.get(commune=commune, pk=payload.get("campaign", ""))
    except (Campaign.DoesNotExist, ValueError, ValidationError) as error:
        raise Refused(NO_SUCH_CAMPAIGN) from error
