"""The indicators and amounts, each one small function, in a file for each room that they count."""

from . import committee, livelihoods, outreach, pledges, situation, work

__all__ = ["committee", "livelihoods", "outreach", "pledges", "situation", "work"]
