"""Whether a text bears a stamp of state secrecy (SEC-36): such papers may not lie on a machine with a network at all.

A stamp is the word alone on its line, or in capitals where the words around it make no other word of it: honey is
"mật ong", a caller's secret "bí mật", a password "mật khẩu".
"""

import re

from vanban.text import tidy

# A stamp may be typed with its letters apart: "M Ậ T".
DEGREE, STAMP = "(?:T ?U ?Y ?Ệ ?T|T ?Ố ?I) ?", "M ?Ậ ?T"
BEFORE = r"(?<!BÍ )(?<!BẢO )(?<!CƠ )(?<!THÂN )(?<!\w)"
AFTER = r"(?!\w| (?:ONG|KHẨU|ĐỘ|MÍA|GẤU|MÃ|DANH|THIẾT|VỤ|THÁM|PHỤC|THƯ|BÁO|LỢN|BÒ|TRÂU|CÁ)\b)"
IN_CAPITALS = re.compile(rf"{BEFORE}{DEGREE}{STAMP}(?!\w)|{BEFORE}{STAMP}{AFTER}")
ALONE = re.compile(
    rf"\W*(?:(?:mức )?độ mật\W+|(?:đóng )?dấu\W+)?(?:{DEGREE})?{STAMP}\W*|\W*(?:toi|tuyet) mat\W*|\W*(?-i:MAT)\W*",
    re.IGNORECASE,
)


def is_stamped(text: str) -> bool:
    lines = [tidy(line) for line in text.splitlines()]
    return any(ALONE.fullmatch(line) or IN_CAPITALS.search(line) for line in lines)
