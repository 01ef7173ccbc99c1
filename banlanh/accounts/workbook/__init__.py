"""The workbook that sets up a commune: what its sheets hold, the empty one, and a strict reader."""

from .faults import Fault, WorkbookRefused
from .reading import read
from .template import template

__all__ = ["Fault", "WorkbookRefused", "read", "template"]
