"""What of a release a phone keeps, to open without signal."""

import re
from functools import cache
from pathlib import Path

from django.templatetags.static import static

OWN = Path(__file__).parent / "static" / "phone"
IMPORTS = re.compile(r'^(?:import|\} from|import .* from) "\./([^"]+)"', re.MULTILINE)
OF_OTHER_PAGES = {"unsent.js"}  # where one signs out with signal
# The bold face, a tenth of all, lies in the browser's own cache since signing in; where that let it go, the phone's own
# face stands in.
SHARED = ("core/banlanh.css", "core/favicon.svg", "core/fonts/be-vietnam-pro-400.woff2")


def files() -> list[str]:
    """Their addresses: the shell's scripts and styles, and of the design system what every page stands on."""
    own = [path for path in OWN.rglob("*") if path.suffix in {".js", ".css"} and path.name not in OF_OTHER_PAGES]
    return [static(name) for name in (*sorted(path.relative_to(OWN.parent).as_posix() for path in own), *SHARED)]


def scripts() -> list[str]:
    """The addresses of all that the shell stands on, named beforehand: else each is found only when another arrived."""
    return [static(f"phone/{name}") for name in imported("shell.js")]


@cache
def imported(name: str) -> tuple[str, ...]:
    """What `name` imports, and what that imports, each once."""
    met, waiting = {name: None}, [name]
    while waiting:
        found = IMPORTS.findall((OWN / waiting.pop()).read_text("utf-8"))
        waiting += [each for each in found if each not in met]
        met |= dict.fromkeys(found)
    return tuple(met)
