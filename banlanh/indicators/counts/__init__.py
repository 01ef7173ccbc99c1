"""The indicators and amounts, each one small function, in a file for each room that they count."""

from . import livelihoods, pledges, work

__all__ = ["livelihoods", "pledges", "work"]
