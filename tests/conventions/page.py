"""What one page of the walk is: how to open it, and whom it is for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from .world import World

# Whom a page is for: anybody, everybody who signed in, or by the table: who may act on anything, on the whole commune,
# on the body that is meant; and what is one person's alone, who is none of those who walk.
PUBLIC, SIGNED_IN, ANYTHING, EVERYTHING, BODY = "public", "signed in", "anything", "everything", "body"
RELEASE = "release"  # whose cell of C0 has that word
A_FILE = "a file"  # of somebody in care: by how one stands to it
A_UNION_S = "a union's"  # the same, and only for the head of the union
WORKS_HERE = "works here"  # whoever holds a post today, whatever it allows
SOMEBODY_ELSE_S = "somebody else's"
ENDS_SIGN_INS = "ends sign-ins"  # SEC-07 names these two roles, no cell does
AN_ID = str(UUID(int=7))
PLANS = ("ours", "theirs")  # a thing of our commune's plan, and of another's
REASON = {"reason": "ghi nhầm ngày phát"}


@dataclass(frozen=True)
class Page:
    """How to open one page: whom it is for, which act it is, and what fills its address and form."""

    extent: str
    act: str = "r"
    methods: frozenset[str] = frozenset({"GET"})
    args: Callable[[World, str], list] = lambda world, target: []
    targets: tuple[str, ...] = ("",)
    query: Callable[[World, str], dict] = lambda world, target: {}
    form: dict = field(default_factory=dict)
    data: str = "C1"  # the class of data that the table is asked about


POST, BOTH = frozenset({"POST"}), frozenset({"GET", "POST"})
