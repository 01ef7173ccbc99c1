"""The product as `banlanh serve` starts it, killed and started again within a tenth of a second.

Usage: python -m tests.fleet.server PORT WORKERS [BUG...]
What this process has loaded, each server that it forks has at once; it prints the process group of each that it starts.
"""

import importlib
import os
import sys


def main(port: str, workers: str, *bugs: str) -> None:
    importlib.import_module("config.wsgi")
    importlib.import_module("config.urls")
    for bug in bugs:
        getattr(importlib.import_module("tests.fleet.planted"), bug)()
    while True:
        group = os.fork()
        if group == 0:
            os.setsid()
            serve(int(port), int(workers))
            os._exit(0)
        print(group, flush=True)
        os.waitpid(group, 0)


def serve(port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    words = {
        "interface": Interfaces.WSGI,
        "http": HTTPModes.http1,
        "websockets": False,
        "log_level": LogLevels.critical,
    }
    Granian("config.wsgi:application", port=port, workers=workers, blocking_threads=2, **words).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
