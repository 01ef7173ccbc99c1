"""What was done for livelihoods, from the figures: money, and numbers that point at nobody."""

from banlanh.livelihoods.money import say
from vanban.document import Block, Bullet, Heading, Paragraph

from .figures import Month
from .sentences import against, share

FEW = "dưới 5"  # the sheet holds no number below five


def livelihoods(now: Month, before: Month) -> list[Block]:
    return [Heading("Hỗ trợ sinh kế", 2), Paragraph(reviewed(now)), Paragraph(money(now)), *given(now, before)]


def reviewed(now: Month) -> str:
    funds, rounds = now.amount("fund_reviews"), now.amount("support_rounds")
    if not funds and not rounds:
        return "Trong tháng chưa ghi lần nào rà soát nguồn vốn hay xem xét hỗ trợ sinh kế."
    done = [f"{funds} lần rà soát nguồn vốn"] if funds else []
    done += [f"{rounds} lần xem xét hỗ trợ sinh kế"] if rounds else []
    return f"Trong tháng, Ủy ban nhân dân xã đã tổ chức {' và '.join(done)} từ các chương trình."


def money(now: Month) -> str:
    allotted, promised, spent = (now.amount(f"funds_{word}") for word in ("allotted", "promised", "spent"))
    if not (allotted or promised or spent):
        return f"Năm {now.on.year} chưa ghi nguồn vốn sinh kế nào."
    return (
        f"Từ đầu năm đến ngày {now.on:%d/%m/%Y}, các chương trình, nguồn vốn đã cấp {say(allotted)}; "
        f"đã chi {say(spent)}; đã duyệt hỗ trợ, chưa giao {say(promised)}."
    )


def given(now: Month, before: Month) -> list[Block]:
    """Nothing where no money was ever entered: then nobody writes supports down here."""
    if not now.amount("funds_allotted"):
        return []
    blocks: list[Block] = [
        Bullet(f"Số lượt hỗ trợ đã giao cho hộ trong tháng: {many(now)}, tháng trước: {many(before)}.")
    ]
    looked = now.total("looked_again")
    if looked[1]:
        said = f"{share(*looked)}, {against(looked, before.total('looked_again'))}"
        blocks.append(Bullet(f"Số lượt hỗ trợ được xem lại đúng hạn sau 3, 6, 12 tháng: {said}."))
    return blocks


def many(month: Month) -> str:
    count = month.amount("supports_delivered")
    return f"{count} lượt" if count else f"{FEW} lượt"
