"""`python -m benchmarks.reading`: how fast documents are read, and with how much memory. Nothing here asserts a time.

Text is read whole, from its bytes to its tasks, in processor seconds: in a process that has just begun (the first
document, whose words no one has met yet) and after that. The formats that a child reads are measured by the clock, the
child's start and its answer included. Memory is the highest that the reader and the child ever held.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable

from vanban.tests.samples import PLAN
from vanban.tests.web_files import word_page
from vanban.tests.word_files import packed, word_xml

PAGES = 60
LETTERS_OF_A_PAGE = 2_500
LEAST_SPEED, MOST_SECONDS, MOST_MEMORY = 200_000, 3, 300
TIMES = 5
SECTION = """\
- Giao Công an xã chủ trì, phối hợp với Ủy ban Mặt trận Tổ quốc xã, các đoàn thể và Trưởng thôn Suối Lành tổ chức \
tuyên truyền, phổ biến đến từng hộ gia đình về giữ gìn thôn xóm sạch đẹp, phân loại rác tại nhà, trồng hoa hai bên \
đường và ký cam kết thực hiện; báo cáo kết quả về Văn phòng Đảng ủy trước ngày 25 hằng tháng.
- Vận động Nhân dân tham gia dọn vệ sinh đường làng, ngõ xóm, khơi thông cống rãnh và thu gom rác thải ở thôn Suối \
Lành; phấn đấu đến hết năm 2027 có ít nhất 90% hộ gia đình phân loại rác tại nguồn, không còn điểm tập kết rác tự \
phát gần trường học, nhà văn hóa và các khu đông dân cư.
- Đoàn Thanh niên xã, Hội Phụ nữ xã và nhà trường lồng ghép nội dung của kế hoạch vào sinh hoạt định kỳ của thôn \
Suối Lành, nêu gương những gia đình làm tốt, nhắc nhở những gia đình chưa thực hiện, kịp thời phản ánh khó khăn về \
Ủy ban nhân dân xã để giải quyết, hoàn thành trước ngày 30/6/2026.
"""
# In a process of its own: what this one holds counts for those that it starts.
SETTER = "import sys, typst; sys.stdout.buffer.write(typst.compile(sys.stdin.buffer.read()))"
WORKER = """
import json, resource, sys, time
from vanban import read
content, clock = sys.stdin.buffer.read(), getattr(time, sys.argv[2])
took = []
for _ in range(int(sys.argv[3])):
    began = clock()
    read(content, sys.argv[1])
    took.append(clock() - began)
held = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
print(json.dumps([took, held]))
"""


def main() -> int:
    text = long_plan()
    print(f"a plan of {PAGES} pages, {len(text):,} characters; goals: {LEAST_SPEED:,} characters/s of text, ", end="")
    print(f".docx in {MOST_SECONDS} s, under {MOST_MEMORY} MB")
    took, held = measured("a.txt", text.encode(), "process_time")
    for name, seconds in (("text, first", took[0]), ("text, again", min(took[1:]))):
        print(f"{name:<14}{seconds:8.2f} s {len(text) / seconds:12,.0f} characters/s {held:8.0f} MB")
    for name, make in FORMATS.items():
        took, held = measured(name, make(text), "perf_counter")
        print(f"{name:<14}{min(took):8.2f} s {len(text) / min(took):12,.0f} characters/s {held:8.0f} MB", flush=True)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import vanban; vanban.read"], check=True)
    print(f"a process that imports the reader and ends: {time.perf_counter() - began:.2f} s")
    return 0


def long_plan() -> str:
    """A plan of sections as long as real ones: each item a sentence of some 300 letters with a word of its own."""
    head, tail = PLAN[: PLAN.index("I. MỤC")], PLAN[PLAN.index("Trên đây") :]
    parts = [head]
    for number in range(1, 1000):
        parts.append(
            f"{number}. Công tác tuyên truyền ở thôn Suối {number}\n" + SECTION.replace("Lành", f"Lành {number}")
        )
        if sum(map(len, parts)) > PAGES * LETTERS_OF_A_PAGE:
            break
    return "".join([*parts, tail])


def measured(name: str, content: bytes, clock: str) -> tuple[list[float], float]:
    """Seconds of each reading, one after the other in one new process, and its most memory in MB."""
    command = [sys.executable, "-c", WORKER, name, clock, str(TIMES)]
    answer = subprocess.run(command, input=content, capture_output=True, check=True)
    took, held = json.loads(answer.stdout)
    return took, held


def word(text: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    return packed({"word/document.xml": word_xml(body)})


def pdf(text: str) -> bytes:
    escaped = text.replace("*", "\\*").replace("-", "\\-").replace("\n", "\n\n")
    source = f"#set text(size: 14pt)\n#set par(justify: true)\n{escaped}"
    return subprocess.run([sys.executable, "-c", SETTER], input=source.encode(), capture_output=True, check=True).stdout


FORMATS: dict[str, Callable[[str], bytes]] = {"a.docx": word, "a.pdf": pdf, "a.html": word_page}


if __name__ == "__main__":
    sys.exit(main())
