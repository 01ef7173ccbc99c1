"""Bản Lành: runs a commune's signed plan, from the document to the month's report."""

__version__ = "0.1.0"
