from django.db.models import TextChoices


class Slot(TextChoices):
    MORNING = "morning", "buổi sáng"
    EVENING = "evening", "buổi chiều tối"
