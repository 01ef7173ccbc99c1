"""Two communes with one of everything, and one person for every role: what the walk over all pages visits."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from banlanh.accounts.enums import Role
from banlanh.accounts.models import Post, User
from banlanh.checks.models import Check, Visit
from banlanh.committee.models import Conclusion, Difficulty, Meeting
from banlanh.core.ids import uuid7
from banlanh.documents.models import IssuedDocument, Resolution
from banlanh.indicators.sheet import sheet_of
from banlanh.livelihoods.models import EligibilityRule, Fund, Need, Programme, ProgrammeDecision, Support
from banlanh.outreach.actions import mark_of
from banlanh.outreach.models import Airing, Bulletin, BulletinText, PlannedAiring, Review, Run
from banlanh.places.enums import CELLS, BodyKind
from banlanh.places.models import Body, Place
from banlanh.plans.actions import make_duties
from banlanh.plans.models import Clause, Duty, Plan, Target, Task
from banlanh.pledges.models import Campaign, Scan, Sheet, Signature
from banlanh.publicity.models import Announcement
from banlanh.ratings.models import Incident
from banlanh.records.models import Attachment, Record
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.models import Entry, Import
from banlanh.reminders.models import Channel, Feed
from banlanh.reports.models import OfficeForm
from banlanh.situation.models import HotlineNumber, HotSpot, Patrol, Route
from banlanh.sync.models import Device, Quarantined, Receipt
from tests.support.commune import SINCE, body_of, make_commune

from .canaries import plant
from .files import Files
from .tips import Tips

TODAY = date(2026, 11, 23)
OURS, NEXT, ELSEWHERE = "Thôn Nà Lìn", "Thôn Sín Chải", "Thôn Nà Lìn, xã khác"
SCHOOL = "Trường Tiểu học Suối Lành"
POLICE, MILITARY = "Công an xã", "Ban Chỉ huy Quân sự xã"


@dataclass(frozen=True)
class Identity:
    """Somebody who opens pages: in which role and body, and what of it is their own."""

    name: str
    role: str | None = None
    body: str = ""
    own: frozenset[str] = frozenset()
    signs_in: bool = True
    is_ended: bool = False  # was signed in, until somebody ended it on every machine

    def __str__(self) -> str:
        return self.name


def one(role: str, body: str, *also: str) -> Identity:
    return Identity(role, role, body, frozenset({body, *also}))


# Which bodies are one's own is written out here, by hand: "V" of PROTECTION 3.1 is one's village with its cell.
IDENTITIES = (
    one("R1", "Đảng ủy xã"),
    one("R2", "Ủy ban nhân dân xã"),
    one("R3", "Công an xã"),
    one("R4", "Công an xã"),
    one("R5", "Đảng ủy xã", OURS, "Chi bộ Nà Lìn"),
    one("R6", "Chi bộ Nà Lìn", OURS),
    one("R7", OURS, "Chi bộ Nà Lìn"),
    one("R8", "Hội Phụ nữ"),
    one("R8b", "Hội Phụ nữ"),
    one("R9", SCHOOL),
    one("R10", "Ủy ban nhân dân xã"),
    one("R11", "Trạm Y tế xã"),
    one("R12", "Văn phòng Đảng ủy"),
    one("R13", "Ban Chỉ huy Quân sự xã"),
    one("R14", "Văn phòng Đảng ủy"),
    one("R15", "Đảng ủy xã"),
    one("R16", "Ban Chỉ đạo xã"),
    Identity("người chưa có chức danh"),
    Identity("người thôi chức hôm qua", body=OURS),
    Identity("người bị khóa tài khoản", body=OURS, signs_in=False),
    Identity("người vừa bị kết thúc trên mọi máy", body=OURS, signs_in=False, is_ended=True),
    Identity("người chưa đăng nhập", signs_in=False),
)


@dataclass
class Things:
    """What one body has: a task with its duty, a record with its file, a place to check."""

    body: Body
    task: Task
    duty: Duty
    key: str
    record: Record
    attachment: Attachment
    visit: Visit
    entry: Entry | None  # of its register: a household of a village
    sheet: Sheet | None = None  # that the household signed
    difficulty: Difficulty | None = None
    need: Need | None = None  # of the household
    decision: ProgrammeDecision | None = None
    support: Support | None = None
    waiting: Quarantined | None = None  # what a phone sent for it
    planned: PlannedAiring | None = None  # what a village's loudspeakers play every week


@dataclass
class Commune:
    """A commune with a published plan, a draft, and things at every body."""

    place: Place
    office: User
    things: dict[str, Things] = field(default_factory=dict)

    def __post_init__(self):
        self.published = self.plan("đã công bố", is_published=True)
        self.draft = self.plan("bản dự thảo", is_published=False)
        self.file = default_storage.save("attachments/bien-ban.pdf", ContentFile(b"%PDF-1.7"))
        self.sent = Import.objects.create(
            commune=self.place, kind="household", since=TODAY, file_name="so.xlsx", sent_by=self.office
        )
        days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 31)}
        self.campaign = Campaign.objects.create(
            commune=self.place, signers="household", title="cam kết", text="cam kết", opened_by=self.office, **days
        )
        self.channel = Channel.objects.create(user=self.office, way="mail", address="van-phong@vidu.vn")
        self.phone = Device.objects.create(commune=self.place, user=self.office, name="điện thoại")
        self.announcement = Announcement.objects.create(commune=self.place, text="lời", prepared_by=self.office)
        self.token = f"lich-cua-xa-{self.place.pk}"
        Feed.objects.create(user=self.office, token_sha256=sha256(self.token.encode()).hexdigest())
        self.programme = Programme.objects.create(commune=self.place, name="vốn", starts_on=TODAY)
        self.fund = Fund.objects.create(programme=self.programme, year=TODAY.year, component="sản xuất")
        self.rule = EligibilityRule.objects.create(
            programme=self.programme, commune=self.place, text="hộ của thôn", starts_on=TODAY
        )
        for body in Body.objects.for_place(self.place).select_related("commune", "place"):
            self.things[body.name] = self.things_of(body)
            self.things[body.name].sheet = self.sheet_of(self.things[body.name])
            self.things[body.name].difficulty = self.difficulty_of(body)
            self.support(self.things[body.name])
            self.things[body.name].planned = self.planned_by(body)
            self.things[body.name].waiting = self.waiting_for(body)
        self.office_form = OfficeForm.objects.create(
            commune=self.place, name="biểu 02", kind="docx", content=b"PK", sha256="0", by=self.office
        )
        self.bulletin = self.bulletin_read_by_another()
        self.meeting = self.meeting_of(body_of(self.place, "Ban Chỉ đạo xã"))
        self.make_area()
        self.incident = Incident.objects.create(
            commune=self.place, body=self.things[OURS].body, kind="spot", recorded_by=self.office
        )

    def make_area(self) -> None:
        """What the police and the military keep of the area."""
        of = {"commune": self.place}
        police, self.patrols = self.things[POLICE].body, {}
        self.route = Route.objects.create(**of, name="đường giáp ranh", kind="border", added_by=self.office)
        self.line = HotlineNumber.objects.create(
            **of, body=police, number="0912345678", officer="Trưởng Công an", starts_on=TODAY, added_by=self.office
        )
        self.spot = HotSpot.objects.create(**of, body=police, village=self.things[OURS].body, name="quán bỏ hoang")
        self.inn = Entry.objects.get(
            pk=add_rows([Row("establishment", self.things[OURS].body, TODAY, "Nhà nghỉ")], at=timezone.now())[0]
        )
        for name in (POLICE, MILITARY):
            days = {"happened_on": TODAY, "covers_on": TODAY}
            self.patrols[name] = Patrol.objects.create(
                **of, **days, body=self.things[name].body, recorded_by=self.office
            )

    def plan(self, title: str, *, is_published: bool) -> Plan:
        file = default_storage.save("plans/ke-hoach.txt", ContentFile("Kế hoạch".encode()))
        plan = Plan.objects.create(
            commune=self.place,
            kind="KẾ HOẠCH",
            title=title,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            file_name="ke-hoach.txt",
            file_sha256=f"{title}-{self.place.pk}",
            file=file,
            received_by=self.office,
        )
        if is_published:
            plan.published_at, plan.published_by = timezone.now(), self.office
            plan.save()
        clause = Clause.objects.create(plan=plan, position=1, text="Phải làm việc này.", level=1, is_heading=False)
        Target.objects.create(plan=plan, clause=clause, title="chỉ tiêu")
        Task.objects.create(plan=plan, clause=clause, title="việc", extent="villages", every="FREQ=MONTHLY")
        return plan

    def things_of(self, body: Body) -> Things:
        clause = self.published.clauses.get()
        task = Task.objects.create(plan=self.published, clause=clause, title="việc", extent="named")
        task.bodies.add(body)
        make_duties(task, after=None)
        key, record = self.record_of(body)
        attachment = Attachment.objects.create(
            commune=self.place,
            body=body,
            owner=record.pk,
            name="bien-ban.pdf",
            kind="pdf",
            size=8,
            sha256="0",
            file=self.file,
            attached_by=self.office,
        )
        return Things(
            body, task, Duty.objects.get(task=task), key, record, attachment, self.visit_by(body), self.entry_of(body)
        )

    def entry_of(self, body: Body) -> Entry | None:
        if body.kind != BodyKind.VILLAGE:
            return None
        made = add_rows([Row("household", body, date(2026, 1, 1), "Lò Văn Pản")], at=timezone.now())
        return Entry.objects.get(pk=made[0])

    def sheet_of(self, things: Things) -> Sheet | None:
        if things.entry is None:
            return None
        by = {"recorded_by": self.office, "signed_on": TODAY}
        sheet = Sheet.objects.create(campaign=self.campaign, body=things.body, **by)
        Signature.objects.create(campaign=self.campaign, entry=things.entry, sheet=sheet)
        Scan.objects.create(sheet=sheet, name="to.pdf", size=8, sha256="0", file=self.file, attached_by=self.office)
        return sheet

    def difficulty_of(self, body: Body) -> Difficulty:
        by = {"commune": self.place, "recorded_by": self.office, "happened_on": TODAY, "covers_on": TODAY}
        desk = body_of(self.place, "Chi bộ Công an xã")
        return Difficulty.objects.create(body=body, desk=desk, text="Đường sạt, chưa đi tuần tra được.", **by)

    def meeting_of(self, body: Body) -> Meeting:
        by = {"commune": self.place, "recorded_by": self.office, "happened_on": TODAY, "covers_on": TODAY}
        meeting = Meeting.objects.create(body=body, type="committee", present=9, called=9, **by)
        clause = self.published.clauses.get()
        told = {"body": body, "due_on": TODAY, "clause": clause, "added_by": self.office}
        Conclusion.objects.create(meeting=meeting, text="Sửa loa", **told)
        return meeting

    def support(self, things: Things) -> None:
        """What the household needs, was decided, and is proposed for."""
        if things.entry is None:
            return
        common = {"commune": self.place, "body": things.body, "recorded_by": self.office}
        common |= {"happened_on": TODAY, "covers_on": TODAY}
        things.need = Need.objects.create(**common, entry=things.entry, kind="animals")
        things.decision = ProgrammeDecision.objects.create(
            **common, entry=things.entry, programme=self.programme, number="7"
        )
        things.support = Support.objects.create(**common, need=things.need, fund=self.fund)

    def planned_by(self, body: Body) -> PlannedAiring | None:
        if body.kind != BodyKind.VILLAGE:
            return None
        rule = {"weekday": 0, "slot": "evening", "languages": ["vie"], "minutes": 15, "starts_on": TODAY}
        return PlannedAiring.objects.create(body=body, planned_by=self.office, **rule)

    def waiting_for(self, body: Body) -> Quarantined:
        sent = {"id": uuid7(), "sequence": body.pk, "kind": "record.airing", "state": "quarantined"}
        receipt = Receipt.objects.create(device=self.phone, digest="0", **sent)
        of = {"commune": self.place, "body": body, "data": "C1", "why": "ended", "author": self.office}
        return Quarantined.objects.create(receipt=receipt, payload={"slot": "morning"}, **of)

    def bulletin_read_by_another(self) -> Bulletin:
        """Approved and on the air, with a recording."""
        by = {"written_by": self.office}
        bulletin = Bulletin.objects.create(commune=self.place, title="bản tin", **by)
        sound = default_storage.save("bulletins/vie.mp3", ContentFile(b"ID3"))
        said = {"language": "vie", "text": "Thưa bà con!", "audio": sound, "audio_kind": "mp3", "audio_sha256": "0"}
        BulletinText.objects.create(bulletin=bulletin, **said, **by)
        bulletin.sha256 = mark_of(bulletin)
        bulletin.save()
        Review.objects.create(bulletin=bulletin, sha256=bulletin.sha256, points_at_somebody=False, by=self.office)
        days = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=6)}
        Run.objects.create(bulletin=bulletin, put_by=self.office, **days)
        return bulletin

    def visit_by(self, checker: Body) -> Visit:
        """A check of its own, on which `checker` has to go to a village that is not its own."""
        claimed_by = OURS if "Sín Chải" in checker.name else NEXT
        check = Check.objects.create(
            commune=self.place,
            claim=f"thu-{checker.pk}",
            title="lượt phát bản tin",
            unit="lượt phát",
            starts_on=TODAY,
            ends_on=TODAY,
            listed="a\n",
            listed_count=1,
            list_sha256=str(checker.pk),
            seed="0",
            drawn_count=1,
            confidence=95,
            share=90,
            failures=0,
            drawn_by=self.office,
        )
        body = body_of(self.place, claimed_by)
        return Visit.objects.create(for_check=check, position=1, subject="a", body=body, checker=checker)

    def record_of(self, body: Body) -> tuple[str, Record]:
        common = {"commune": self.place, "body": body, "recorded_by": self.office, "happened_on": TODAY}
        if body.kind == BodyKind.VILLAGE:
            airing = Airing(**common, covers_on=TODAY, language="vie", slot="morning", minutes=15)
            found = "airing", airing
        elif body.kind in CELLS:
            month = TODAY.replace(day=1)
            found = "resolution", Resolution(**common, covers_on=month, number="11", has_drug_content=True)
        else:
            found = "report", IssuedDocument(**common, covers_on=TODAY, type="BC", number="1-BC", title="tháng 11")
        found[1].save(force_insert=True)
        return found


class World:
    """Our commune and another one, and the people of ours."""

    def __init__(self):
        self.ours = Commune(make_commune(), person("van-phong", "Cao Thị Minh"))
        self.theirs = Commune(make_commune("Nậm Lành"), person("van-phong-khac", "Hà Văn Bình"))
        self.people = {identity.name: self.appointed(identity) for identity in IDENTITIES}
        far = body_of(self.theirs.place, OURS).place
        self.files = Files(self.people, self.village, body_of(self.ours.place, NEXT).place, far, TODAY)
        officers = [self.people["R3"], self.people["R4"]]
        police, far = (each.things[POLICE].body for each in (self.ours, self.theirs))
        self.tips = Tips(officers, police, person("cong-an-khac", "Hà Văn Lạ"), far, SINCE)
        self.canaries = plant(self)
        sheet_of(self.ours.place)  # counted once, not for every page again

    def things(self, body: str) -> Things:
        return self.theirs.things[OURS] if body == ELSEWHERE else self.ours.things[body]

    def plans(self, whose: str) -> Commune:
        return self.ours if whose == "ours" else self.theirs

    def appointed(self, identity: Identity) -> User:
        user = person(f"nguoi-{len(User.objects.all())}", identity.name)
        if identity.body:
            role = Role(identity.role or "R1")
            post = Post(user=user, body=body_of(self.ours.place, identity.body), role=role, title="cán bộ")
            post.starts_on = SINCE
            post.ends_on = TODAY - timedelta(days=1) if "thôi chức" in identity.name else None
            post.save()
            post.villages.set([self.village] if role == Role.R5 else [])
        if "bị khóa" in identity.name:
            user.disabled_at = timezone.now()
            user.save()
        return user

    @cached_property
    def village(self) -> Place:
        return body_of(self.ours.place, OURS).place


def person(username: str, full_name: str) -> User:
    return User.objects.create(username=username, full_name=full_name, password="!")
