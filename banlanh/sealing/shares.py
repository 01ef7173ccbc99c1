"""The master key on three papers of words with checksums, any two of which give it back (SLIP-39)."""

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

from banlanh.core.refusal import Refused

NEEDED, PAPERS = 2, 3
UNREAD = (
    "Không ghép được khóa từ hai tờ này. Xin soát từng từ (đúng thứ tự, đúng chính tả), "
    "và lấy hai tờ của cùng một lần chia."
)


def split(key: bytes) -> list[str]:
    [papers] = generate_mnemonics(1, [(NEEDED, PAPERS)], key)
    return papers


def join(papers: list[str]) -> bytes:
    try:
        return combine_mnemonics([" ".join(words.lower().split()) for words in papers])
    except MnemonicError as error:
        raise Refused(UNREAD) from error
