"""Names of bodies: one key for the many ways a body is written, lists of bodies split into names."""

import re

from vanban.doers import doers, heading_doers, partners
from vanban.names import stated_names
from vanban.text import search_key

__all__ = ["doers", "fold_name", "heading_doers", "partners", "stated_names"]

# Official short forms, in `search_key`; the longest is tried first.
SHORT_FORMS = {
    "ubmttq": "uy ban mat tran to quoc",
    "ub mttq": "uy ban mat tran to quoc",
    "mttqvn": "mat tran to quoc viet nam",
    "mttq": "mat tran to quoc",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ubkt": "uy ban kiem tra",
    "ub": "uy ban",
    "du": "dang uy",
    "btv": "ban thuong vu",
    "btt": "ban thuong truc",
    "bcd": "ban chi dao",
    "chqs": "chi huy quan su",
    "qs": "quan su",
    "ca": "cong an",
    "antt": "an ninh trat tu",
    "ldld": "lien doan lao dong",
    "ld": "lien doan",
    "tncs": "thanh nien cong san",
    "hcm": "ho chi minh",
    "tn": "thanh nien",
    "hpn": "hoi phu nu",
    "lhpn": "lien hiep phu nu",
    "hnd": "hoi nong dan",
    "ccb": "cuu chien binh",
    "pn": "phu nu",
    "nd": "nong dan",
    "ct-xh": "chinh tri - xa hoi",
    "vp": "van phong",
    "th": "tieu hoc",
    "thcs": "trung hoc co so",
    "thpt": "trung hoc pho thong",
    "ptdtbt": "pho thong dan toc ban tru",
    "ptdtnt": "pho thong dan toc noi tru",
    "mn": "mam non",
    "tt": "thuong truc",
    "tdp": "to dan pho",
    "vn": "viet nam",
    "xdd": "xay dung dang",
    "bxdd": "ban xay dung dang",
    "ctmt": "cong tac mat tran",
    "ubbc": "uy ban bau cu",
}
LEADING = re.compile(
    r"(?:(?:giao cho|giao|doi voi|de nghi|yeu cau|phan cong|cac|nhung|moi|tung|toan the"
    r"|tat ca|dong chi|d/c)\s+)+"
)
TRAILING = re.compile(r"\s+(?:(?:tren )?dia ban\s+)?(?:xa|phuong|dac khu)(?:\s+nay)?$")
FULL_NAMES = (
    (re.compile(r"\bbch(?= quan su| phong| cong truong)"), "ban chi huy"),
    (re.compile(r"\bbch\b"), "ban chap hanh"),
    (
        re.compile(r"\buy ban mat tran to quoc(?: viet nam)?\b|\bmat tran to quoc(?: viet nam)?\b"),
        "mat tran to quoc",
    ),
    (re.compile(r"\bban chi huy quan su\b"), "quan su"),
    (re.compile(r"\b(?:hoi )?lien hiep phu nu(?: viet nam)?\b"), "hoi phu nu"),
    (re.compile(r"\bdoan thanh nien cong san(?: ho chi minh)?\b"), "doan thanh nien"),
    (re.compile(r"\bhoi (nong dan|cuu chien binh|nguoi cao tuoi|chu thap do) viet nam\b"), r"hoi \1"),
)
NAME_WORD = re.compile(r"[\w/-]+")


def fold_name(text: str) -> str:
    """The key under which two printed names of one body agree.

    Short forms are written out, "các", "giao", "đối với" and the like before the name and a bare "xã" or
    "phường" after it are dropped: "các UBND xã" and "Ủy ban nhân dân" agree; "Chi bộ Công an xã" and
    "Công an xã" differ.
    """
    key = " ".join(SHORT_FORMS.get(word, word) for word in NAME_WORD.findall(search_key(text)))
    key = LEADING.sub("", key, count=1) if LEADING.match(key) else key
    for pattern, full in FULL_NAMES:
        key = pattern.sub(full, key)
    return _without_commune(key)


def _without_commune(key: str) -> str:
    shorter = TRAILING.sub("", key)
    return shorter if shorter else key
