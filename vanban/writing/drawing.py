"""A picture as dots, for programs that draw no SVG; the same picture always gives the same bytes."""

from functools import lru_cache
from typing import cast

from vanban.writing.typesetting import compiler

_SHARPNESS = 150.0  # dots an inch, in the picture's own size


@lru_cache(maxsize=16)
def dots(svg: str) -> bytes:
    """The PNG. A draft is written anew at each reading, mostly with the same pictures."""
    return cast(bytes, compiler("drawing.typ").compile(sys_inputs={"svg": svg}, format="png", ppi=_SHARPNESS))
