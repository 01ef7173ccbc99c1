"""What the walk finds in the tip book: a tip of our commune, sealed to its two officers, and one of another."""

from datetime import date
from uuid import uuid4

from banlanh.accounts.enums import Role
from banlanh.accounts.models import Post, User
from banlanh.hotline import actions
from banlanh.hotline.models import Recipient, Tip
from banlanh.places.models import Body

PASSPHRASE = "suối trong đá trắng bốn mùa"


class Tips:
    """Keys of officers, and a tip at each police."""

    def __init__(self, officers: list[User], police: Body, stranger: User, far: Body, since: date):
        Post.objects.create(user=stranger, body=far, role=Role.R3, title="Trưởng Công an", starts_on=since)
        self.keys = [self.key_of(user, police) for user in officers]
        self.ours = self.tip_at(police, officers[0], self.keys)
        self.theirs = self.tip_at(far, stranger, [self.key_of(stranger, far)])

    def key_of(self, user: User, police: Body) -> Recipient:
        return actions.make_key(commune=police.commune, passphrase=PASSPHRASE, by=user)

    def tip_at(self, police: Body, by: User, to: list[Recipient]) -> Tip:
        said = {"words": "có người lạ ở quán bỏ hoang"}
        return actions.receive_tip(id=uuid4(), commune=police.commune, channel="call", said=said, to=to, by=by)[0]
