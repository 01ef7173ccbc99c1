"""People in care, all invented. Sealed rows have one door, so each is lived through it on the day it happened.

What is drawn is the same on every machine; codes, keys and sealed bytes never are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from uuid import UUID

from django.utils import timezone

from banlanh.accounts.models import User
from banlanh.care import actions, queries
from banlanh.care.enums import Result
from banlanh.care.models import Assignment, HelpVisit, LabTest, LegalStep, OfPerson, SupportCard, SupportedPerson
from banlanh.care.terms import Category, ExitReason, Ground
from banlanh.places.models import Body

from . import bodies as b
from .chance import CUT_OFF, Today, at, draw, id_at, standing_on, within
from .names import FAMILIES, new_name
from .villages import VILLAGES

CHIEF, OFFICER = "truongca", "congan"
DECIDED_BY = "Trưởng Công an xã"
HELPERS = {  # of each union: who names the helper, who helps
    b.ORGANISATIONS[0]: ("chutichhpn", "phunu"),
    b.ORGANISATIONS[1]: ("chutichhnd", "hoinongdan"),
    b.ORGANISATIONS[2]: ("chutichccb", "hoiccb"),
    b.ORGANISATIONS[3]: ("bithudoan", "doanvien"),
}
WOMEN, FARMERS, VETERANS, YOUTH = HELPERS
EVERY, HELPED_FOR = 3, 150  # months between two tests; days for which somebody has been helping at most
TONGUES = {village.name: village.tongue for village in VILLAGES}
CONTACTS = ("nhà gần trường", "nhà cuối thôn, hỏi trưởng thôn", "gọi buổi tối", "gặp ở nương buổi chiều")
NEEDS = ("vay vốn nuôi lợn", "học nghề sửa xe", "giống ngô, phân bón", "việc làm gần nhà", "", "")
NOTES = ("Sức khỏe tốt, đang làm nương.", "Đã nhận cây giống.", "Muốn học nghề, đã hẹn lần sau.", "", "")


@dataclass(frozen=True)
class Case:
    """Whose file it is, as far as the story decides: all the rest is drawn."""

    village: str
    ground: Ground
    decided_on: date
    union: str = ""
    misses: bool = False  # the test that falls due in the story's last weeks
    is_unnamed: bool = False  # the union has not said who helps
    exit: tuple[date, ExitReason] | None = None


CASES = (
    Case("Nà Lìn", Ground.VOLUNTARY, date(2025, 9, 22), WOMEN),  # its term ends in September
    Case("Khe Mây", Ground.VOLUNTARY, date(2025, 12, 15), FARMERS),
    Case("Tả Hồ", Ground.COMPULSORY, date(2025, 12, 2), VETERANS),
    Case("Suối Lành", Ground.SUBSTITUTION, date(2026, 1, 12), WOMEN),
    Case("Sín Chải", Ground.COMPULSORY, date(2026, 1, 27), YOUTH, misses=True),
    Case("Nậm Khánh", Ground.VOLUNTARY, date(2026, 2, 24), FARMERS),
    Case("Bản Mới", Ground.COMPULSORY, date(2026, 3, 17), YOUTH),
    Case("Hồ Sín", Ground.POSITIVE, date(2026, 4, 8), exit=(date(2026, 9, 16), ExitReason.DEPENDENT)),
    Case("Phiêng Lành", Ground.VOLUNTARY, date(2026, 4, 21), WOMEN),
    Case("Cốc Mận", Ground.SUBSTITUTION, date(2026, 5, 12), FARMERS),
    Case("Pá Lành", Ground.COMPULSORY, date(2026, 5, 26), VETERANS, exit=(date(2026, 10, 14), ExitReason.MOVED)),
    Case("Lao Chải", Ground.POSITIVE, date(2026, 6, 9), YOUTH),
    Case("Khe Mây", Ground.COMPULSORY, date(2026, 6, 30), VETERANS),
    Case("Giàng Mây", Ground.VOLUNTARY, date(2026, 7, 20), YOUTH, is_unnamed=True),
    Case("Nà Sáng", Ground.CLEARED, date(2026, 7, 28), WOMEN, misses=True),
    Case("Vàng Chải", Ground.VOLUNTARY, date(2026, 9, 15)),
    Case("Nà Cáy", Ground.POSITIVE, date(2026, 10, 13), FARMERS, is_unnamed=True),
    Case("Tả Mây", Ground.VOLUNTARY, date(2026, 11, 9)),
)


def write_care(bodies: dict[str, Body], users: dict[str, User], today: Today) -> None:
    """Live through every file that was begun by the day, then end what has run out."""
    taken: set[str] = set()
    for number, case in enumerate(CASES):
        life = Life(
            number,
            case,
            bodies,
            users,
            today,
            new_name(taken, "care", number, families=FAMILIES[TONGUES[case.village]]),
        )
        if life.opened_on <= today.day:
            life.live()
    actions.end_terms(today.day)


@dataclass(frozen=True)
class Life:
    number: int
    case: Case
    bodies: dict[str, Body]
    users: dict[str, User]
    today: Today
    full_name: str

    @property
    def opened_on(self) -> date:
        return self.case.decided_on + timedelta(days=1)

    @property
    def until(self) -> date:
        ended = self.case.exit[0] if self.case.exit else self.today.day
        return min(ended, self.today.day)

    @cached_property
    def chief(self) -> User:
        return self.users[CHIEF]

    @cached_property
    def officer(self) -> User:
        return self.users[OFFICER]

    def draw(self, *about: object) -> Random:
        return draw("care", self.number, *about)

    def new_id(self, day: date, what: str) -> UUID:
        return id_at(at(day, CUT_OFF), self.draw(what, day))

    @cached_property
    def file(self) -> UUID:
        return self.new_id(self.opened_on, "file")

    def moment(self, day: date) -> datetime:
        return within(self.draw("moment", day), day, 8, CUT_OFF.hour)

    @contextmanager
    def on(self, day: date, *made: type[OfPerson]) -> Iterator[None]:
        """Do it on that day; then put the times of what was `made` right, for the door asked the real clock."""
        began = timezone.now()
        with standing_on(day):
            yield
        now = (began, timezone.now())
        for model in made:
            model._default_manager.filter(person=self.file, at__range=now).update(at=self.moment(day))

    def live(self) -> None:
        person = self.open()
        self.take_tests(person)
        if self.case.union:
            self.be_helped(person)
        if self.case.exit and self.case.exit[0] <= self.today.day:
            self.leave(person, *self.case.exit)

    def open(self) -> SupportedPerson:
        village = self.bodies[b.village_body(self.case.village)].place
        with self.on(self.opened_on, LegalStep, SupportCard, LabTest):
            person = actions.open_file(self.file, self.told(), village=village, by=self.chief)
            actions.hand_to_officer(person, self.officer, by=self.chief)
            first_on = self.opened_on + timedelta(days=14)
            actions.set_interval(person, months=EVERY, first_on=first_on, decided_by=DECIDED_BY, by=self.officer)
        person.opened_at = self.moment(self.opened_on)
        person.save(update_fields=["opened_at"])
        return person

    def told(self) -> actions.Opened:
        chance, decided_on = self.draw("told"), self.case.decided_on
        completed = self.case.ground.category is Category.AFTER_REHAB
        called = f"{'chị' if ' Thị ' in self.full_name else 'anh'} {self.full_name.split()[-1]}"
        return actions.Opened(
            identity={
                "full_name": self.full_name,
                "born": chance.randint(1968, 2003),
                "card_number": f"000{chance.randrange(10**9):09}",  # of a province that is none
                "phone": f"0202000{self.number:04}",
            },
            card={"preferred_name": called, "contact": chance.choice(CONTACTS), "needs": chance.choice(NEEDS)},
            ground=self.case.ground,
            number=f"{chance.randint(10, 90)}/QĐ-CAX",
            decided_on=decided_on,
            signed_by=DECIDED_BY,
            completed_on=decided_on - timedelta(days=chance.randint(2, 12)) if completed else None,
        )

    def take_tests(self, person: SupportedPerson) -> None:
        """On the day or a little before, one in eight some days late; some miss the last."""
        while (test := queries.next_test(person)) and test.due_on <= self.until:
            chance = self.draw("test", test.due_on)
            late = chance.choice((-1, 0, 0, -2, 0, -1, 0, 5))
            done_on = test.due_on + timedelta(days=late)
            is_last = test.due_on + timedelta(days=45) > self.today.day
            if done_on > self.until or (self.case.misses and is_last):
                return
            with self.on(done_on, LabTest):
                actions.record_result(test, done_on=done_on, result=Result.NEGATIVE, by=self.officer)
            LabTest.objects.filter(pk=test.pk).update(told_at=self.moment(done_on))

    def be_helped(self, person: SupportedPerson) -> None:
        earliest = self.today.day - timedelta(days=HELPED_FOR - 3 * self.number)
        since, (chair, helper) = max(self.opened_on + timedelta(days=6), earliest), HELPERS[self.case.union]
        until = min(self.until, person.ends_on)
        if since > until:
            return
        with self.on(since, Assignment):
            assigned = actions.assign_body(person, self.bodies[self.case.union], by=self.chief)
            if not self.case.is_unnamed:
                actions.name_helper(assigned, self.users[helper], by=self.users[chair])
        for day, next_on in self.visits(since, until) if not self.case.is_unnamed else ():
            with self.on(day, HelpVisit):
                note, number = self.draw("visit", day).choice(NOTES), self.new_id(day, "visit")
                actions.record_visit(number, person, visited_on=day, note=note, next_on=next_on, by=self.users[helper])

    def visits(self, since: date, until: date) -> Iterator[tuple[date, date]]:
        day = since + timedelta(days=self.draw("first visit").randint(3, 9))
        while day <= until:
            next_on = day + timedelta(days=self.draw("next visit", day).randint(24, 34))
            yield day, next_on
            day = next_on

    def leave(self, person: SupportedPerson, on: date, reason: ExitReason) -> None:
        with self.on(on, LegalStep):
            paper = f"{self.draw('paper').randint(10, 90)}/TB-CAX"
            actions.close_file(person, reason, document=paper, on=on, by=self.chief)
