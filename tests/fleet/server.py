"""The product as `banlanh serve` starts it, killed and started again within a tenth of a second.

What this process has loaded, each server that it forks has at once; it writes the process group of each that it starts.
"""

import importlib
import os

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels


def launch(port: int, workers: int, bug: str, groups: int) -> None:
    """Without end; to be called in a process of its own. `groups` is the pipe to be written to."""
    importlib.import_module("config.wsgi")
    importlib.import_module("config.urls")
    if bug:
        getattr(importlib.import_module("tests.fleet.planted"), bug)()
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    while True:
        group = os.fork()
        os.setpgid(group, group)  # by both: whoever reads of the group may kill it at once
        if group == 0:
            serve(port, workers)
            os._exit(0)
        os.write(groups, f"{group}\n".encode())
        os.waitpid(group, 0)


def serve(port: int, workers: int) -> None:
    words = {
        "interface": Interfaces.WSGI,
        "http": HTTPModes.http1,
        "websockets": False,
        "log_level": LogLevels.critical,
    }
    Granian("config.wsgi:application", port=port, workers=workers, blocking_threads=2, **words).serve()
