"""Web pages made for tests: as Word saves them, and as portals print them."""

import re
from html import escape

from vanban.tests.samples import PLAN

SPLIT = re.compile(r"\n(?=Nơi nhận:)|\n(?=KẾ HOẠCH\n)")


def word_page(text: str = PLAN, *, charset: str = "windows-1252") -> bytes:
    """As Word saves it: a table for the letterhead, lines broken in the source, letters as numbers."""
    head, body, tail = SPLIT.split(text)
    recipients, signature = tail.split("T/M ", 1)
    left, right = head.split("ĐẢNG CỘNG SẢN", 1)
    inside = (
        _row(left.split("\n"), f"ĐẢNG CỘNG SẢN{right}".split("\n"))
        + "".join(map(_paragraph, body.split("\n")))
        + _row(recipients.split("\n"), f"T/M {signature}".split("\n"))
    )
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        f"<meta http-equiv=Content-Type content='text/html; charset={charset}'>"
        "<!--[if gte mso 9]><xml><o:Author>tên ai đó</o:Author></xml><![endif]-->"
        f"<style>p.MsoNormal {{margin:0cm}}</style></head><body><div class=WordSection1>{inside}</div></body></html>"
    )
    return page.encode("ascii", "xmlcharrefreplace")


def _row(*cells: list[str]) -> str:
    held = "".join(f"<td valign=top>{''.join(map(_paragraph, cell))}</td>" for cell in cells)
    return f"<table class=MsoNormalTable border=0><tr>{held}</tr></table>"


def _paragraph(line: str) -> str:
    if not line:
        return "<p class=MsoNormal><o:p>&nbsp;</o:p></p>\n"
    words = escape(line).split(" ")
    broken = " ".join(
        "\n  ".join(words[at : at + 6]) if at % 12 else " ".join(words[at : at + 6]) for at in range(0, len(words), 6)
    )
    return f"<p class=MsoNormal style='text-align:justify'><span lang=VI>{broken}<o:p></o:p></span></p>\n"


MENU = (
    "<ul class='main-menu'><li><a href='/'>Trang chủ</a><li><a href='/tin'>Tin tức</a><li><a href='/v'>Văn bản</a></ul>"
)
NEWS = "".join(f"<li><a href='/tin/{n}'>Tin số {n} về hội nghị tổng kết công tác của xã</a></li>" for n in range(9))


def portal_page(text: str = PLAN, *, line: str = "<p>{}</p>") -> bytes:
    """As a portal prints it: menus, other news and a footer round the text, all inside one form and a layout table."""
    shown = "".join(line.format(escape(each) or "&nbsp;") for each in text.split("\n"))
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Cổng thông tin</title>"
        "<script>var so = 'Số 99-KH/XX';</script></head>"
        f"<body><form id='aspnetForm'><div id='header'>Cổng thông tin điện tử</div>{MENU}"
        f"<table><tr><td width='20%'><div class='sidebar'><h3>Tin mới</h3><ul>{NEWS}</ul></div></td>"
        f"<td><div class='breadcrumb'>Trang chủ &gt; Văn bản</div><div class='content'>{shown}</div></td></tr></table>"
        f"<div class='related'><h3>Tin khác</h3><ul>{NEWS}</ul></div>"
        "<footer>Bản quyền thuộc về cổng thông tin. Điện thoại: 0123</footer></form></body></html>"
    ).encode()
