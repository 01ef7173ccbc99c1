"""What the database says is impossible, where more than one room says it."""

from django.db.models import CheckConstraint, Q


def both_or_neither(*fields: str, name: str) -> CheckConstraint:
    """All of these fields or none: who did something is told with when."""
    there = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(condition=Q(**dict.fromkeys(fields)) | there, name=name)
