"""How each event is sealed to the one before it (PROTECTION SEC-27)."""

import hmac
import json
from hashlib import sha256

from django.conf import settings

from .models import Event


def seal(event: Event, *, after: str) -> str:
    """HMAC-SHA-256 over the event and the seal before it, so that no event can change, move or vanish."""
    said = [after, event.commune, event.sequence, event.at.isoformat(), event.by, event.verb, event.subject]
    text = json.dumps([*said, event.detail], sort_keys=True, ensure_ascii=False, default=str)
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode(), sha256).hexdigest()
