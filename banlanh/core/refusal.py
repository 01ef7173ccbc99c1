"""How a rule says no."""


class Refused(Exception):
    """A rule said no. Its text is the Vietnamese sentence to show; it is not a bug."""


def allows(rule, *subject) -> bool:
    """Whether `rule(*subject)` stays silent, for templates that must hide what would be refused."""
    try:
        rule(*subject)
    except Refused:
        return False
    return True
