from django.db.models import TextChoices


class Way(TextChoices):
    """How a reminder reaches somebody who has not opened the page."""

    MAIL = "mail", "thư điện tử"
    PUSH = "push", "thông báo trên máy"
