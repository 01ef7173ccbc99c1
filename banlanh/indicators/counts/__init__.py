"""The indicators and amounts, each one small function, in a file for each room that they count."""

from . import outreach, pledges, work

__all__ = ["outreach", "pledges", "work"]
