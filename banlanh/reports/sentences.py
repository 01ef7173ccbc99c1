"""Good Vietnamese sentences about figures: what was done, of how much, and against last month."""

from banlanh.core import words


def share(n: int, m: int) -> str:
    """ "29/31 (93,5%)"; words where there is nothing to divide by."""
    return f"{words.number(n)}/{words.number(m)} ({percent(n, m)})" if m else "chưa có số liệu"


def percent(n: int, m: int) -> str:
    tenths = min(round(1000 * n / m), 999 if n < m else 1000)  # never 100% while one is missing
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}%" if rest else f"{whole}%"


LAST_MONTH, LAST_PERIOD, LAST_YEAR = "tháng trước", "kỳ trước", "cùng kỳ năm trước"


def against(now: tuple[int, int], before: tuple[int, int], last: str = LAST_MONTH) -> str:
    """How a share stands against an earlier one: "cao hơn tháng trước (90%)"."""
    if not now[1]:
        return f"chưa so sánh được với {last}"
    if not before[1]:
        return f"{last} chưa có số liệu để so sánh"
    this, earlier = now[0] * before[1], before[0] * now[1]
    if this == earlier:
        return f"bằng {last} ({percent(*before)})"
    return f"{'cao' if this > earlier else 'thấp'} hơn {last} ({percent(*before)})"


def more_or_less(now: int, before: int, unit: str, last: str = LAST_MONTH) -> str:
    """How an amount stands against an earlier one; what nobody wrote down is not said to be nought."""
    if not before:
        return f"{last} chưa ghi nhận {unit} nào"
    if now == before:
        return f"bằng {last} ({words.number(before)} {unit})"
    return f"{'tăng' if now > before else 'giảm'} so với {last} ({words.number(before)} {unit})"


def short_list(names: list[str], none: str, some: str) -> str:
    """ "Còn 2 đơn vị: ..." or the sentence for nobody."""
    return f"{some} {len(names)}: {', '.join(names)}." if names else none
