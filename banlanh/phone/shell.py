"""What of a release a phone keeps, to open without signal."""

from pathlib import Path

from django.templatetags.static import static

OWN = Path(__file__).parent / "static" / "phone"
FONTS = ("be-vietnam-pro-400", "be-vietnam-pro-600")
SHARED = ("core/banlanh.css", "core/favicon.svg", *(f"core/fonts/{font}.woff2" for font in FONTS))


def files() -> list[str]:
    """Their addresses: the shell's scripts and styles, and of the design system what every page stands on."""
    own = sorted(path.relative_to(OWN.parent).as_posix() for path in OWN.rglob("*") if path.suffix in {".js", ".css"})
    return [static(name) for name in (*own, *SHARED)]
