"""The draw: a simple random sample that anybody can draw again from the frozen list and the seed.

The frozen list is a text: one id a line, sorted by code point, each line ended by a line feed, UTF-8. Its mark is the
SHA-256 of those bytes. The seed is 32 random bytes in hexadecimal, made after the list was frozen. Each id gets the
key SHA-256(seed + ":" + id), in UTF-8 and printed in lower-case hexadecimal; the ids with the smallest keys are drawn,
in the order of their keys. `docs/phuc-tra.md` says the same in Vietnamese, with a script that imports nothing of ours.

Usage: python -m banlanh.checks.draw --list FILE --size N --seed HEX
"""

import re
import secrets
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

SEED = re.compile("[0-9a-f]{64}")
DONE, MISUSED = 0, 2


def canonical(ids: Iterable[str]) -> str:
    """The frozen list of these ids; ValueError where one comes twice, is empty or would not fit a line."""
    ids = sorted(ids)
    for id in ids:
        if not id or id != id.strip() or len(id.splitlines()) != 1:
            raise ValueError(f"Mã «{id}» không ghi được trên một dòng.")
    for id, after in pairwise(ids):
        if id == after:
            raise ValueError(f"Mã «{id}» có hai lần trong danh sách.")
    return "".join(f"{id}\n" for id in ids)


def mark_of(listed: str) -> str:
    """The SHA-256 of a frozen list, in hexadecimal."""
    return sha256(listed.encode()).hexdigest()


def new_seed() -> str:
    return secrets.token_hex(32)


def key_of(seed: str, id: str) -> str:
    return sha256(f"{seed}:{id}".encode()).hexdigest()


def draw(listed: str, *, size: int, seed: str) -> list[str]:
    """The ids that the seed draws from a frozen list, the first drawn first. ValueError for words that are wrong."""
    ids = listed.split("\n")[:-1]
    if canonical(ids) != listed:
        raise ValueError("Danh sách chưa đúng dạng: mỗi dòng một mã, xếp theo thứ tự.")
    if not 0 <= size <= len(ids):
        raise ValueError(f"Danh sách có {len(ids)} mã, không bốc được {size}.")
    if not SEED.fullmatch(seed):
        raise ValueError("Hạt giống phải là 64 chữ số 0–9, a–f.")
    return sorted(ids, key=lambda id: key_of(seed, id))[:size]


def listed_in(content: bytes) -> str:
    """The frozen list in a file: in whatever order, with whatever line ends somebody's editor left."""
    return canonical(line.strip() for line in content.decode("utf-8-sig").splitlines() if line.strip())


def add_words(parser: ArgumentParser) -> None:
    """The words of `banlanh draw`."""
    parser.add_argument("--list", type=Path, required=True, metavar="TỆP", help="danh sách mã, mỗi dòng một mã")
    parser.add_argument("--size", type=int, required=True, metavar="SỐ", help="bốc bao nhiêu")
    parser.add_argument("--seed", required=True, metavar="HẠT", help="hạt giống in trên tờ kết quả")


def run(asked: Namespace) -> int:
    """Print the list's mark and size beside, and the ids drawn, one a line; or the sentence that says what is wrong."""
    try:
        listed = listed_in(asked.list.read_bytes())
        drawn = draw(listed, size=asked.size, seed=asked.seed.strip().lower())
    except OSError:
        return say_wrong(f"Không đọc được tệp «{asked.list}».")
    except UnicodeDecodeError:
        return say_wrong(f"Tệp «{asked.list}» không phải văn bản UTF-8.")
    except ValueError as wrong:
        return say_wrong(str(wrong))
    print(f"Danh sách {listed.count(chr(10))} mã, dấu SHA-256: {mark_of(listed)}", file=sys.stderr)
    print("\n".join(drawn))
    return DONE


def say_wrong(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return MISUSED


def main(argv: Sequence[str] | None = None) -> int:
    parser = ArgumentParser(prog="banlanh draw", description="Bốc thăm lại một lần phúc tra.")
    add_words(parser)
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
