"""The indicators and amounts, each one small function, in a file for each room that they count."""

from . import committee, livelihoods, pledges, situation, work

__all__ = ["committee", "livelihoods", "pledges", "situation", "work"]
