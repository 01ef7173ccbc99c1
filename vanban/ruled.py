"""Tables that a page draws with lines: where their cells are."""

from bisect import bisect_right
from dataclasses import dataclass

Rule = tuple[float, float, float, float]  # left, top, right, bottom; thin, in points from the top left corner

NEAR = 3.0  # points within which two lines are one, or meet
MOST_RULES = 600


@dataclass(frozen=True, slots=True)
class Ruling:
    """The lines of one table: `across` level ones (y, from, to), `down` upright ones (x, from, to)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: tuple[tuple[float, float, float], ...]
    down: tuple[tuple[float, float, float], ...]

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of a point, None outside."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        return (row, column) if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1 else None

    def owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The first place of the cell to which each place belongs: merged cells have no line between them."""
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(len(self.ys) - 1):
            middle = (self.ys[row] + self.ys[row + 1]) / 2
            for column in range(len(self.xs) - 1):
                centre = (self.xs[column] + self.xs[column + 1]) / 2
                if column and not _is_drawn(self.down, self.xs[column], middle):
                    owner[row, column] = owner[row, column - 1]
                elif row and not _is_drawn(self.across, self.ys[row], centre):
                    owner[row, column] = owner[row - 1, column]
                else:
                    owner[row, column] = (row, column)
        return owner


def rulings(rules: list[Rule]) -> list[Ruling]:
    """The tables among the lines of a page, from the top; a frame of one column is none."""
    across = _merged([(y0, x0, x1) for x0, y0, x1, y1 in rules if x1 - x0 >= y1 - y0])
    down = _merged([(x0, y0, y1) for x0, y0, x1, y1 in rules if x1 - x0 < y1 - y0])
    if len(across) + len(down) > MOST_RULES:
        return []
    found = [_ruling(*group) for group in _joined(across, down)]
    return sorted((ruling for ruling in found if ruling), key=lambda ruling: ruling.ys[0])


def _merged(lines: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Lines of one direction (place, from, to), those drawn piece by piece or twice made one."""
    found: list[tuple[float, float, float]] = []
    row: list[tuple[float, float, float]] = []
    for line in sorted(lines):
        if row and line[0] - row[0][0] > NEAR:
            found += _in_one_row(row)
            row = []
        row.append(line)
    return found + _in_one_row(row)


def _in_one_row(row: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    merged: list[tuple[float, float, float]] = []
    for place, start, end in sorted(row, key=lambda line: line[1]):
        if merged and start <= merged[-1][2] + NEAR:
            merged[-1] = (merged[-1][0], merged[-1][1], max(merged[-1][2], end))
        else:
            merged.append((place, start, end))
    return merged


def _joined(
    across: list[tuple[float, float, float]], down: list[tuple[float, float, float]]
) -> list[tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]]:
    """Groups of lines that meet."""
    groups: list[tuple[set[int], set[int]]] = []
    for at, (y, x0, x1) in enumerate(across):
        met = {n for n, (x, y0, y1) in enumerate(down) if x0 - NEAR <= x <= x1 + NEAR and y0 - NEAR <= y <= y1 + NEAR}
        rows = {at}
        for group in [group for group in groups if group[1] & met]:
            groups.remove(group)
            rows |= group[0]
            met |= group[1]
        groups.append((rows, met))
    return [([across[n] for n in sorted(rows)], [down[n] for n in sorted(met)]) for rows, met in groups if met]


def _ruling(across: list[tuple[float, float, float]], down: list[tuple[float, float, float]]) -> Ruling | None:
    xs = _places([x for x, _, _ in down], [edge for _, x0, x1 in across for edge in (x0, x1)])
    ys = _places([y for y, _, _ in across], [edge for _, y0, y1 in down for edge in (y0, y1)])
    if len(xs) < 3 or len(ys) < 2:
        return None
    return Ruling(tuple(xs), tuple(ys), tuple(across), tuple(down))


def _places(lines: list[float], ends: list[float]) -> list[float]:
    """Where lines stand, and the outermost ends of those across them: a table may be open at its sides."""
    found: list[float] = []
    for place in sorted([*lines, min(ends), max(ends)]):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found


def _is_drawn(lines: tuple[tuple[float, float, float], ...], place: float, middle: float) -> bool:
    return any(abs(at - place) <= NEAR and start <= middle <= end for at, start, end in lines)
