"""Who hears counts of people, and how finely: cells of PROTECTION section 3.2, of C3 and C7, that are no plain acts."""

from banlanh.disclosure.enums import Audience

from .enums import Act, Data
from .matrix import MATRIX
from .models import User

LEAD = frozenset({"exact commune total; villages G k=5", "as R1", "exact M"})
HEAR_TIPS = "n (if ≥5 per quarter)"


def leads(user: User) -> bool:
    """Whether they answer for the whole commune (R1, R2, R3): those hear as insiders, and of each village of II.1."""
    return any(MATRIX[post.role][Data.TOTALS] in LEAD for post in user.reach.posts)


def audience_of(user: User) -> Audience:
    return Audience.INSIDE if leads(user) else Audience.OUTSIDE


def hears_of_tips(user: User) -> bool:
    """How many tips came in a quarter: for who may read them, and for whom the matrix gives the number."""
    told = any(MATRIX[post.role][Data.TIPS] == HEAR_TIPS for post in user.reach.posts)
    return told or user.reach.has(Data.TIPS, Act.READ)
