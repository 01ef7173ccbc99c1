from django.db.models import TextChoices


class SupportKind(TextChoices):
    """What a household may need and be given. Why is never asked (PROTECTION 3.3, rule 5)."""

    SEEDLINGS = "seedlings", "giống cây"
    ANIMALS = "animals", "giống con"
    TECHNIQUE = "technique", "hướng dẫn kỹ thuật"
    LOAN = "loan", "vốn vay"
    TRAINING = "training", "học nghề"
    JOB = "job", "việc làm"


UNITS = {  # what a quantity of each counts
    SupportKind.SEEDLINGS: "cây",
    SupportKind.ANIMALS: "con",
    SupportKind.TECHNIQUE: "buổi",
    SupportKind.LOAN: "khoản",
    SupportKind.TRAINING: "người",
    SupportKind.JOB: "người",
}


class Move(TextChoices):
    """What happened to a fund's money, beside what is given to households from it."""

    ALLOTTED = "allotted", "được cấp"
    SPENT = "spent", "chi khác"


class About(TextChoices):
    """What the People's Committee sat over."""

    FUNDS = "funds", "rà soát nguồn vốn"
    SUPPORT = "support", "xem xét hỗ trợ"


class Verb(TextChoices):
    """What was done with a proposal of support, in this order."""

    APPROVE = "approve", "duyệt"
    DECLINE = "decline", "không duyệt"
    DELIVER = "deliver", "giao cho hộ"
    SIGN = "sign", "hộ ký nhận"


class State(TextChoices):
    """Where a support stands: told from its steps."""

    PROPOSED = "proposed", "chờ duyệt"
    DECLINED = "declined", "không duyệt"
    APPROVED = "approved", "đã duyệt, chờ giao"
    DELIVERED = "delivered", "đã giao, chờ ký nhận"
    SIGNED = "signed", "đã ký nhận"


STANDS = {
    Verb.APPROVE: State.APPROVED,
    Verb.DECLINE: State.DECLINED,
    Verb.DELIVER: State.DELIVERED,
    Verb.SIGN: State.SIGNED,
}
NEXT = {
    State.PROPOSED: (Verb.APPROVE, Verb.DECLINE),
    State.APPROVED: (Verb.DELIVER,),
    State.DELIVERED: (Verb.SIGN,),
    State.DECLINED: (),
    State.SIGNED: (),
}
MARKS = {  # of `{% status %}`
    State.PROPOSED: "waiting",
    State.DECLINED: "returned",
    State.APPROVED: "due",
    State.DELIVERED: "due",
    State.SIGNED: "done",
}


class Outcome(TextChoices):
    """What became of a support, as found on a later visit: of the support, not of the household."""

    EARNS = "earns", "làm tốt, đã có thu nhập"
    GOES_ON = "goes_on", "đang làm, chưa có thu nhập"
    NEEDS_HELP = "needs_help", "gặp khó, cần giúp thêm"
    ENDED = "ended", "không còn nữa"


class Condition(TextChoices):
    """Written conditions of a programme that the system can look up by itself."""

    REGISTERED = "registered", "hộ có trong sổ bộ của thôn"
    DECISION = "decision", "hộ có quyết định của chương trình"
    NOT_TWICE = "not_twice", "hộ chưa được hỗ trợ cùng loại trong thời gian quy định"


class Met(TextChoices):
    MET = "met", "đạt"
    UNMET = "unmet", "chưa đạt"
    UNKNOWN = "unknown", "chưa rõ"
