"""The indicators and amounts, each one small function, in a file for each room that they count."""

from . import committee, lateness, livelihoods, outreach, pledges, situation, work

__all__ = ["committee", "lateness", "livelihoods", "outreach", "pledges", "situation", "work"]
