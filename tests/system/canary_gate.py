"""A gate around every function of the sealed rooms: it tells which were passed, and fails where it is told to."""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module

ROOMS = {
    "care": ("actions", "asking", "digest", "queries", "rules"),
    "hotline": ("actions", "boxes", "queries", "rules"),
    "sealing": ("crypto", "queries", "rows"),
    "audit": ("actions",),
}


class Gate:
    """`passed` holds the functions in the order in which they were first called."""

    def __init__(self):
        self.passed: dict[Callable, None] = {}
        self.closed: Callable | None = None
        self.kind: type[Exception] = Exception
        self.fell: list[Callable] = []
        guarded = {function: self.around(function) for function in functions()}
        for module in [module for name, module in sys.modules.items() if name.startswith("banlanh.")]:
            for name, known in list(vars(module).items()):
                if inspect.isfunction(known) and known in guarded:
                    setattr(module, name, guarded[known])  # wherever it was imported to

    def around(self, function: Callable) -> Callable:
        @wraps(function)
        def guarded(*args, **kwargs):
            self.passed[function] = None
            if function is self.closed:
                self.fell.append(function)
                raise self.kind(f"{args} {kwargs}")
            return function(*args, **kwargs)

        return guarded

    @contextmanager
    def failing(self, function: Callable, kind: type[Exception]) -> Iterator[list[Callable]]:
        """Meanwhile it raises `kind`, which says all that the function was given; the list fills when it does."""
        self.closed, self.kind, self.fell = function, kind, []
        yield self.fell
        self.closed = None


def functions() -> Iterator[Callable]:
    for room, names in ROOMS.items():
        for name in names:
            module = import_module(f"banlanh.{room}.{name}")
            yield from (
                each
                for each in vars(module).values()
                if inspect.isfunction(each) and each.__module__ == module.__name__
            )
