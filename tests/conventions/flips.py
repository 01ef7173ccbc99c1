"""Slips of the pen in the matrix, drawn at random: one cell that grants a little more, less or otherwise (SEC-11).

Half fall on cells that grant something, so that much is taken away too. A slip changes what the table decides: words
that grant nothing, replaced by others that grant nothing, are none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from random import Random

import pytest

from banlanh.accounts.enums import Act, Data, Role, Scope
from banlanh.accounts.matrix import APPROVES, MATRIX, Grant, grant, read
from banlanh.audit.memory import forget

from . import policy
from .pages import PAGES
from .walk import is_allowed, questions
from .world import IDENTITIES, Identity

PURPOSE, REACH = "!", "reach"
REACHES = ("", "S", "A", "V", "M", "A/V")
CELLS = [(role, data) for role in Role.values for data in Data]
GRANTING = [where for where in CELLS if grant(*where).acts]


@dataclass(frozen=True)
class Flip:
    """One cell, and what is written into it by mistake."""

    role: str
    data: Data
    words: str

    def __str__(self) -> str:
        return f"{self.role}-{self.data.value}-{self.words}"

    @property
    def kind(self) -> str:
        """Whether the slip gives, takes away, or changes how far and on what terms."""
        before, after = grant(self.role, self.data).acts, read(self.words).acts
        return "otherwise" if before == after else "given" if before < after else "taken"

    @property
    def who(self) -> Identity:
        return next(who for who in IDENTITIES if who.role == self.role)

    @property
    def pages(self) -> list[str]:
        """The pages that hang on the class of this cell."""
        return [name for name, pages in PAGES.items() if any(page.data == self.data for page in pages)]

    @property
    def is_on_a_page(self) -> bool:
        """Whether the oracle, slipping likewise, would give another answer about some page."""
        slipped = {(self.role, self.data.value): told(read(self.words))}
        with pytest.MonkeyPatch.context() as patch:
            before, right = self.answers(), policy.cell
            patch.setattr(policy, "cell", lambda *where: slipped.get(where) or right(*where))
            return self.answers() != before

    def answers(self) -> list[bool]:
        return [is_allowed(asked.page, self.who, asked.target) for asked in questions(self.who, self.pages)]

    @contextmanager
    def made(self) -> Iterator[None]:
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setitem(MATRIX[self.role], self.data, self.words)
                grant.cache_clear()
                forget()
                yield
        finally:
            grant.cache_clear()


def told(cell: Grant) -> policy.Cell:
    """In the oracle's words."""
    return policy.Cell(cell.acts, cell.scopes, cell.needs_purpose)


def flips(many: int, seed: int) -> list[Flip]:
    draw, found = Random(seed), {}
    while len(found) < many:
        where = draw.choice(draw.choice((CELLS, GRANTING)))
        slipped = slip(grant(*where), draw)
        flip = Flip(*where, written(slipped))
        if read(flip.words) == slipped != grant(*where):
            found[flip] = None
    return list(found)


def slip(cell: Grant, draw: Random) -> Grant:
    """One act more or less, another reach, or a purpose that is asked for or not."""
    what = draw.choice((*Act.values, PURPOSE, REACH))
    reach = frozenset(draw.choice(REACHES).split("/")) - {""}
    if what == REACH:
        return replace(cell, scopes=reach)
    if what == PURPOSE:
        return replace(cell, needs_purpose=not cell.needs_purpose)
    acts = cell.acts ^ {what}
    return replace(cell, acts=acts, scopes=cell.scopes if cell.acts else reach) if acts else Grant()


def written(cell: Grant) -> str:
    """A cell's words, as the committee would write them."""
    if not cell.acts:
        return "—"
    plain = "".join(act for act in "crub" if act in cell.acts)
    export = " x" if Act.EXPORT in cell.acts else ""
    reach = "/".join(scope.value for scope in Scope if scope in cell.scopes)
    words = f"{plain}{PURPOSE if cell.needs_purpose else ''}{export} {reach}".strip()
    return words + (APPROVES if Act.APPROVE in cell.acts else "")


FLIPS = flips(200, seed=11)
ON_PAGES = [flip for flip in FLIPS if flip.is_on_a_page]
