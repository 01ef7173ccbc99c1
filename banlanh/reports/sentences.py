"""Good Vietnamese sentences about figures: what was done, of how much, and against last month."""

from banlanh.core import words


def share(n: int, m: int) -> str:
    """ "29/31 (93,5%)"; words where there is nothing to divide by."""
    return f"{words.number(n)}/{words.number(m)} ({percent(n, m)})" if m else "chưa có số liệu"


def percent(n: int, m: int) -> str:
    tenths = min(round(1000 * n / m), 999 if n < m else 1000)  # never 100% while one is missing
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}%" if rest else f"{whole}%"


def against(now: tuple[int, int], before: tuple[int, int]) -> str:
    """How a share stands against last month's: "cao hơn tháng trước (90%)"."""
    if not now[1]:
        return "chưa so sánh được với tháng trước"
    if not before[1]:
        return "tháng trước chưa có số liệu để so sánh"
    this, last = now[0] * before[1], before[0] * now[1]
    if this == last:
        return f"bằng tháng trước ({percent(*before)})"
    return f"{'cao' if this > last else 'thấp'} hơn tháng trước ({percent(*before)})"


def short_list(names: list[str], none: str, some: str) -> str:
    """ "Còn 2 đơn vị: ..." or the sentence for nobody."""
    return f"{some} {len(names)}: {', '.join(names)}." if names else none
