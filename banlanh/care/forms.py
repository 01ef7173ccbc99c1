from datetime import datetime

from django import forms
from django.utils import timezone

from banlanh.accounts.enums import Role
from banlanh.accounts.models import Post, User
from banlanh.core import clock
from banlanh.core.forms import DayField, Form, IdForm
from banlanh.places.enums import BodyKind, PlaceKind
from banlanh.places.models import Body, Place
from banlanh.registers.rules import long_ago

from . import queries, terms
from .actions import Opened
from .enums import Answer, Asked, Asks, Field, Found, Part, Result, Signed, Verdict
from .moves import Leaving
from .purposes import ALWAYS, BREAK_GLASS_NEEDS, PURPOSES, Purpose
from .rules import ROUTED_FOR

LONG = forms.Textarea(attrs={"rows": 3})
OFF = {"autocomplete": "off"}
MOST_MONTHS = 12
# A file whose person moves away is handed over to the commune of arrival, not closed.
BY_A_PERSON = [each for each in terms.ExitReason.choices if each[0] != terms.ExitReason.MOVED]


class OpenForm(IdForm):
    """What the police write down to open a file: who, by which decision, how to help."""

    village = forms.ModelChoiceField(Place.objects.none(), label="Thôn", empty_label="chọn thôn")
    full_name = forms.CharField(label="Họ và tên", max_length=80, widget=forms.TextInput(OFF))
    born = forms.IntegerField(label="Năm sinh", min_value=1920, max_value=2020)
    card_number = forms.CharField(label="Số căn cước", max_length=20, required=False, widget=forms.TextInput(OFF))
    phone = forms.CharField(label="Điện thoại", max_length=20, required=False, widget=forms.TextInput(OFF))
    ground = forms.ChoiceField(label="Căn cứ", choices=[("", "chọn căn cứ"), *terms.Ground.choices])
    number = forms.CharField(label="Số quyết định", max_length=40)
    decided_on = DayField(label="Ngày quyết định", earliest=long_ago, latest=clock.today)
    signed_by = forms.CharField(label="Người ký", max_length=80)
    completed_on = DayField(
        label="Ngày hoàn thành cai nghiện, chấp hành xong",
        required=False,
        earliest=long_ago,
        latest=clock.today,
        help_text="Người sau cai: thời hạn tính từ ngày này.",
    )
    preferred_name = forms.CharField(label="Gọi là gì", max_length=40, help_text="tên để người giúp xưng hô")
    contact = forms.CharField(label="Liên hệ thế nào", max_length=120, required=False)
    needs = forms.CharField(label="Cần giúp gì", max_length=300, required=False, widget=LONG)
    goals = forms.CharField(label="Đã thống nhất làm gì", max_length=300, required=False, widget=LONG)

    def __init__(self, villages, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = villages

    @property
    def told(self) -> Opened:
        told = self.cleaned_data
        return Opened(
            identity={name: told[name] for name in ("full_name", "born", "card_number", "phone")},
            card={name: told[name] for name in ("preferred_name", "contact", "needs", "goals")},
            ground=terms.Ground(told["ground"]),
            number=told["number"],
            decided_on=told["decided_on"],
            signed_by=told["signed_by"],
            completed_on=told["completed_on"],
        )


class FindForm(Form):
    """One person, by a number of theirs, or by full name and year of birth; never a list (SEC-18)."""

    number = forms.CharField(
        label="Mã hồ sơ, số căn cước hoặc điện thoại", max_length=40, required=False, widget=forms.TextInput(OFF)
    )
    full_name = forms.CharField(
        label="Hoặc họ và tên đầy đủ", max_length=80, required=False, widget=forms.TextInput(OFF)
    )
    born = forms.IntegerField(label="cùng năm sinh", min_value=1920, max_value=2020, required=False)

    def clean(self):
        told = super().clean()
        if not told.get("number") and not (told.get("full_name") and told.get("born")) and not self.errors:
            raise forms.ValidationError("Xin ghi một số giấy tờ, hoặc cả họ tên đầy đủ và năm sinh.")
        return told


class PurposeForm(Form):
    """Why a part is opened: a tap on the work at hand, or on what is always a reason; words for any other (SEC-14)."""

    purpose = forms.ChoiceField(label="Xem để làm gì?", choices=Purpose)
    words = forms.CharField(label="Việc khác: ghi rõ", max_length=300, required=False, widget=forms.TextInput(OFF))
    other = Purpose.OTHER

    def __init__(self, part: Part, *args, **kwargs):
        super().__init__(*args, auto_id=f"{part.value}-%s", **kwargs)  # a page has one for each part
        self.fields["words"].required = self.data.get("purpose", self.other) == self.other
        listed = PURPOSES[part.data]
        self.fields["purpose"].choices = [(each.value, each.label) for each in listed]
        self.at_hand = [(each.value, each.label) for each in listed if each not in ALWAYS]
        self.always = [(each.value, each.label) for each in ALWAYS if each != self.other]


class ResultForm(Form):
    done_on = DayField(label="Ngày xét nghiệm", initial=clock.today, earliest=long_ago, latest=clock.today)
    result = forms.ChoiceField(label="Kết quả", choices=Result, widget=forms.RadioSelect)
    known_on = DayField(
        label="Ngày biết kết quả", required=False, initial=clock.today, earliest=long_ago, latest=clock.today
    )


class IntervalForm(Form):
    months = forms.IntegerField(label="Mấy tháng một lần", min_value=1, max_value=MOST_MONTHS, initial=3)
    first_on = DayField(label="Lần tới vào ngày", earliest=clock.today)
    decided_by = forms.CharField(
        label="Ai quyết định", max_length=80, help_text="Luật không định khoảng cách, nên cần ghi ai đã quyết định."
    )


class BodyForm(Form):
    """Who is asked to help: a union, whose chair names a member; or, where there is no chair, somebody by name."""

    body = forms.ChoiceField(label="Giao ai giúp?")

    def __init__(self, place: Place, *args, **kwargs):
        super().__init__(*args, **kwargs)
        posts = list(queries.helping_posts().for_place(place))
        self.chaired = {str(post.body_id): post.body for post in posts if post.role == Role.R8B}
        self.sent = {f"{post.body_id}-{post.user_id}": post for post in posts if str(post.body_id) not in self.chaired}
        named = [(value, f"{post.user.full_name}, {post.body.name}") for value, post in self.sent.items()]
        self.fields["body"].choices = [
            ("", "chọn đơn vị hoặc người"),
            ("Người đứng đầu sẽ cử người", list(self.chaired.items())),
            ("Giao thẳng cho", named),
        ]

    def clean_body(self) -> tuple[Body, User | None]:
        """The body, and who of it."""
        chosen = self.cleaned_data["body"]
        post = self.sent.get(chosen)
        return (post.body, post.user) if post else (self.chaired[chosen], None)


class OfficerForm(Form):
    officer = forms.ModelChoiceField(User.objects.none(), label="Cán bộ phụ trách", empty_label="chọn cán bộ")

    def __init__(self, place: Place, *args, **kwargs):
        super().__init__(*args, **kwargs)
        police = Post.objects.for_place(place).of_today().filter(body__kind=BodyKind.POLICE)
        self.fields["officer"].queryset = User.objects.filter(pk__in=police.values("user"), disabled_at=None)


class HelperForm(Form):
    helper = forms.ModelChoiceField(User.objects.none(), label="Ai sẽ giúp?", empty_label="chọn người trong đơn vị")

    def __init__(self, body: int, *args, **kwargs):
        super().__init__(*args, **kwargs)
        members = Post.objects.of_today().filter(body=body, role=Role.R8)
        self.fields["helper"].queryset = User.objects.filter(pk__in=members.values("user"), disabled_at=None)


class VisitForm(IdForm):
    visited_on = DayField(label="Ngày thăm", initial=clock.today, earliest=long_ago, latest=clock.today)
    note = forms.CharField(label="Ghi chép", max_length=500, required=False, widget=LONG)
    next_on = DayField(label="Hẹn lần sau", required=False, earliest=clock.today)


class CarriedVisitForm(VisitForm):
    """The same from a phone: the next day that was ahead when it was written may be over when it arrives."""

    next_on = DayField(label="Hẹn lần sau", required=False, earliest=long_ago)


class PauseForm(Form):
    pause = forms.ChoiceField(label="Vì sao không tính", choices=terms.PauseKind)
    first = DayField(label="Từ ngày", earliest=long_ago)
    last = DayField(label="Đến hết ngày", earliest=long_ago, latest=clock.today)
    document = forms.CharField(label="Văn bản kèm theo", max_length=80, help_text="số, ngày của quyết định, lệnh")


class FindingForm(IdForm):
    found = forms.ChoiceField(label="Việc gì", choices=[("", "chọn việc"), *Found.choices])
    happened_on = DayField(label="Xảy ra ngày", earliest=long_ago, latest=clock.today)
    known_on = DayField(label="Đồng chí biết ngày", initial=clock.today, earliest=long_ago, latest=clock.today)
    words = forms.CharField(label="Ghi rõ", max_length=300, required=False, widget=LONG)


class SendForm(Form):
    target = forms.ModelChoiceField(
        Place.objects.none(), label="Chuyển đến xã nào?", required=False, empty_label="xã khác, không dùng máy này"
    )
    to = forms.CharField(
        label="Xã không dùng máy này: ghi tên", max_length=120, required=False, widget=forms.TextInput(OFF)
    )
    left_on = DayField(label="Rời đi ngày", initial=clock.today, earliest=long_ago, latest=clock.today)
    left_time = forms.TimeField(
        label="Lúc",
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "giờ:phút"}),
        help_text="Không rõ giờ thì để trống: tính từ cuối ngày.",
    )
    document = forms.CharField(label="Văn bản báo nơi đến", max_length=80, help_text="số, ngày của văn bản")

    def __init__(self, place: Place, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Place.objects.filter(kind=PlaceKind.COMMUNE).exclude(pk=place.pk)
        self.fields["target"].queryset = others.order_by("name")

    def clean(self):
        told = super().clean()
        if not told.get("target") and not told.get("to") and not self.errors:
            raise forms.ValidationError("Xin chọn xã nơi đến, hoặc ghi tên xã.")
        return told

    @property
    def told(self) -> Leaving:
        told = self.cleaned_data
        day, target = told["left_on"], told["target"]
        ended = min(clock.midnight_of(day + clock.DAY), clock.now())
        hour = told["left_time"]
        left_at = timezone.make_aware(datetime.combine(day, hour)) if hour else ended
        return Leaving(target, target.name if target else told["to"], left_at, told["document"])


JOIN = "join"
TAKEN_OVER, *SENT_BACK = Answer.choices


class ReceiveForm(OfficerForm):
    field_order = ["answer", "village", "officer"]
    answer = forms.ChoiceField(
        label="Trả lời",
        choices=[TAKEN_OVER, (JOIN, "tiếp nhận, nhập vào hồ sơ đang có của chính người này"), *SENT_BACK],
        widget=forms.RadioSelect,
    )
    village = forms.ModelChoiceField(
        Place.objects.none(), label="Tiếp nhận: về thôn nào", required=False, empty_label="chọn thôn"
    )

    def __init__(self, place: Place, *args, **kwargs):
        super().__init__(place, *args, **kwargs)
        self.fields["village"].queryset = Place.objects.for_place(place).villages()
        self.fields["officer"].required = False
        self.fields["officer"].label = "Tiếp nhận: giao cán bộ nào"

    def clean(self):
        told = super().clean()
        if told.get("answer") == Answer.ACCEPTED and not (told.get("village") and told.get("officer")):
            raise forms.ValidationError("Tiếp nhận thì chọn thôn và cán bộ phụ trách.")
        return told


class PaperAnswerForm(Form):
    answer = forms.ChoiceField(label="Nơi đến trả lời", choices=Answer, widget=forms.RadioSelect)
    document = forms.CharField(label="Văn bản trả lời", max_length=80, help_text="số, ngày của văn bản")


class CloseForm(Form):
    reason = forms.ChoiceField(label="Lý do", choices=[("", "chọn lý do"), *BY_A_PERSON])
    document = forms.CharField(label="Văn bản kèm theo", max_length=80, help_text="số, ngày của văn bản")
    on = DayField(label="Từ ngày", initial=clock.today, earliest=long_ago, latest=clock.today)


class RoutingForm(Form):
    """Which decision is put before whom, and how long the file is open to them."""

    signer = forms.ModelChoiceField(User.objects.none(), label="Trình ai ký?", empty_label="chọn người ký")
    words = forms.CharField(label="Trình ký gì", max_length=200, help_text="ví dụ: quyết định chấm dứt quản lý")
    ends_on = DayField(
        label="Mở được đến hết ngày", earliest=clock.today, help_text=f"nhiều nhất {ROUTED_FOR} ngày; hết ngày tự đóng"
    )

    def __init__(self, place: Place, *args, **kwargs):
        super().__init__(*args, **kwargs)
        signing = queries.signing_posts().for_place(place)
        self.fields["signer"].queryset = User.objects.filter(pk__in=signing.values("user"))


class SigningForm(Form):
    said = forms.ChoiceField(label="Trả lời", choices=Signed, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Số quyết định, hoặc lý do trả lại", max_length=300, required=False, widget=forms.TextInput(OFF)
    )


class BlockForm(Form):
    officer = forms.ModelChoiceField(User.objects.none(), label="Không để ai xem?", empty_label="chọn cán bộ")
    words = forms.CharField(label="Vì sao", max_length=200, widget=forms.TextInput(OFF))

    def __init__(self, place: Place, *args, **kwargs):
        super().__init__(*args, **kwargs)
        staff = Post.objects.for_place(place).of_today()
        self.fields["officer"].queryset = User.objects.filter(pk__in=staff.values("user"))


class BreakForm(Form):
    code = forms.CharField(label="Mã hồ sơ", max_length=20, widget=forms.TextInput(OFF))
    words = forms.CharField(
        label="Vì sao phải mở ngay",
        max_length=300,
        widget=LONG,
        help_text=f"Ít nhất {BREAK_GLASS_NEEDS} ký tự; người rà soát đọc lý do này.",
    )


class ReviewForm(Form):
    verdict = forms.ChoiceField(label="Kết luận", choices=Verdict, widget=forms.RadioSelect)


class InquiryForm(Form):
    said = forms.ChoiceField(label="Kết quả", choices=Asked, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Đã hỏi ai, trả lời thế nào", max_length=300, widget=LONG, help_text="Chỉ người rà soát đọc được."
    )


class AllowanceForm(Form):
    number = forms.CharField(label="Quyết định số", max_length=60, help_text="Ví dụ: 12/QĐ-UBKT.")
    decided_on = DayField(label="Ngày quyết định", earliest=long_ago, latest=clock.today)


class RequestForm(IdForm):
    asks = forms.ChoiceField(label="Chính chủ yêu cầu gì", choices=[("", "chọn"), *Asks.choices])
    asked_on = DayField(label="Yêu cầu ngày", initial=clock.today, earliest=long_ago, latest=clock.today)
    words = forms.CharField(label="Lời của chính chủ", max_length=500, widget=LONG)


class CorrectForm(IdForm):
    """One field, as it should be; held to what the form that began the file asks of it."""

    field = forms.ChoiceField(label="Sửa ô nào", choices=[("", "chọn ô"), *Field.choices])
    value = forms.CharField(
        label="Sửa thành", max_length=300, required=False, widget=forms.TextInput(OFF), help_text="để trống là xóa ô ấy"
    )
    why = forms.CharField(label="Vì sao", max_length=200, widget=forms.TextInput(OFF))
    document = forms.CharField(label="Theo giấy tờ nào", max_length=80, help_text="số, ngày của giấy tờ, đơn")

    def clean(self):
        told = super().clean()
        if told.get("field") and "value" in told:
            told["field"] = Field(told["field"])
            try:
                told["value"] = OpenForm(Place.objects.none()).fields[told["field"]].clean(told["value"])
            except forms.ValidationError as wrong:
                self.add_error("value", wrong)
        return told


class ExtendForm(Form):
    why = forms.CharField(label="Vì sao chưa trả lời được", max_length=300, widget=LONG, help_text="báo cho chính chủ")


GRANTED = "granted"


class RequestAnswerForm(Form):
    said = forms.ChoiceField(
        label="Trả lời", choices=[(GRANTED, "chấp nhận"), ("refused", "không chấp nhận")], widget=forms.RadioSelect
    )
    why = forms.CharField(label="Lý do", max_length=300, required=False, widget=LONG)
    document = forms.CharField(label="Văn bản trả lời", max_length=80, help_text="số, ngày của văn bản")
