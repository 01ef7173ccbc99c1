"""The words that official Vietnamese is built of: kinds of bodies, verbs of orders, words that end a name.

They are grammar, not the vocabulary of one document: add what is generic, never a body's own name.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from vanban.text import same_key

WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark of punctuation in a text, from `start` to `end`."""

    text: str
    key: str
    start: int
    end: int

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()


@lru_cache(maxsize=500)
def words_of(text: str) -> list[Word]:
    """The words of `text`, which several questions about one clause share: they are only read."""
    return [Word(match.group(), same_key(match.group()), match.start(), match.end()) for match in WORD.finditer(text)]


class Lexicon:
    """A set of phrases, compared by `same_key`, that finds the longest one at a place."""

    def __init__(self, phrases: str) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases.replace("\n", ",").split(","):
            keys = tuple(same_key(phrase).split())
            if keys:
                self._by_first.setdefault(keys[0], []).append(keys)
        for known in self._by_first.values():
            known.sort(key=len, reverse=True)

    def match(self, words: list[Word], at: int) -> int:
        """How many words the longest phrase at `at` has; 0 where none stands there."""
        if at >= len(words):
            return 0
        for keys in self._by_first.get(words[at].key, ()):
            if tuple(word.key for word in words[at : at + len(keys)]) == keys:
                return len(keys)
        return 0


PLURALS = Lexicon("một số, các, những, mỗi, từng, toàn thể, tất cả các, tất cả, mọi, hai, các đồng chí, các đ/c")

# Words that open the name of a body or of an office holder.
HEADS = Lexicon("""
    ủy ban nhân dân, ubnd, hội đồng nhân dân, hđnd, thường trực, đảng ủy, đảng bộ, tỉnh ủy, thành ủy
    huyện ủy, thị ủy, chi bộ, chi ủy, cấp ủy, ban thường vụ, ban thường trực, ban chấp hành
    ban bí thư, bộ chính trị, ban chỉ đạo, bcđ, ban chỉ huy, bch, ban chqs, bộ chỉ huy, ban quản lý
    ban tổ chức, ban vận động, ban phát triển, ban công tác, ban giám sát, ban thanh tra
    ban giám hiệu, ban giám đốc, ban xây dựng, ban tuyên giáo, ban dân vận, ban bầu cử, ban văn hóa
    ban kinh tế, ban pháp chế, ban, ủy ban, hội đồng, hội, chi hội, liên hiệp, liên đoàn, câu lạc bộ
    công an, quân sự, biên phòng, đồn, đội, dân quân, lực lượng, bộ đội, cảnh sát, mặt trận, mttq
    ubmttq, ủy ban mttq, đoàn thể, đoàn thanh niên, đoàn tncs, đoàn kiểm tra, đoàn giám sát
    đoàn công tác, đoàn kiểm tra giám sát, đoàn liên ngành, đoàn, chi đoàn, công đoàn, hội phụ nữ
    hội nông dân, hội cựu chiến binh, trường học, nhà trường, trường, trạm y tế, trạm, trung tâm
    bệnh viện, cơ sở giáo dục, cơ sở đào tạo, thôn, bản, tổ dân phố, khu dân cư, khu phố, ấp, buôn
    làng, xóm, xã, phường, đặc khu, tỉnh, huyện, thành phố, cụm, sở, bộ, ngành, phòng, văn phòng
    chi cục, cục, tổng cục, thanh tra, thuế, hải quan, kho bạc, ngân hàng, bảo hiểm xã hội
    tòa án nhân dân, tòa án, viện kiểm sát nhân dân, viện kiểm sát, kiểm toán, viện, hạt kiểm lâm
    kiểm lâm, quản lý thị trường, bưu điện, điện lực, cơ quan, đơn vị, địa phương, tổ chức, cấp
    chính quyền, bộ phận, doanh nghiệp, hợp tác xã, công ty, tổ công tác, tổ an ninh, tổ bầu cử
    tổ hòa giải, tổ, nhóm, tiểu ban, báo, đài, đài truyền thanh, cổng thông tin, đồng chí, đ/c
    bí thư, phó bí thư, chủ tịch, phó chủ tịch, trưởng ban, phó trưởng ban, trưởng thôn, trưởng bản
    trưởng phòng, trưởng đoàn thể, trưởng các, trưởng trạm, trưởng công an, trưởng, chánh văn phòng
    chánh thanh tra, chánh, giám đốc, phó giám đốc, hiệu trưởng, thủ trưởng, người đứng đầu
    lãnh đạo, ủy viên, đảng ủy viên, thành viên, các thành viên, cán bộ, công chức, chuyên viên
    viên chức, nhân viên, cộng tác viên, tuyên truyền viên, người có uy tín, già làng, thủ tướng
    bộ trưởng, thứ trưởng, phó thủ tướng, phó hiệu trưởng, phó trưởng phòng, phó chánh văn phòng, phó trưởng thôn
    phó trưởng bản, tổ trưởng, tổ phó, trưởng khoa, đội trưởng, chỉ huy trưởng, chính phủ, quốc hội, văn thư, kế toán
    giáo viên chủ nhiệm, giáo viên, gvcn, tổng phụ trách, đại diện, đại biểu, tổ đại biểu, chủ đầu tư, nhà thầu
    báo và phát thanh, bhxh, bưu cục, trung ương hội, trung ương đoàn, tư lệnh, phó tư lệnh, quân khu
    tổ giúp việc, tổ chuyên môn, tổ tư vấn, tổ nuôi dưỡng, ban đại diện, nhân viên y tế, nhân viên bảo vệ
    phòng giao dịch, tổ bảo vệ, tổ tự quản, tổ liên gia, tổ công nghệ số, tổ tuyên truyền, tổ truyền thông
    ủy ban kiểm tra, ban nội chính, ban dân tộc, bảo hiểm, thông tấn xã, cá nhân, cộng đồng
""")

# A head that is a body only after a plural ("các xã") or before a capital ("Sở Y tế").
SHY_HEADS = Lexicon("""
    ban, bộ, bản, báo, đài, cấp, tổ chức, tổ, hội, đoàn, đội, đồn, phòng, trường, trạm, thuế, xã
    phường, tỉnh, huyện, cụm, thành phố, nhóm, viện, cục, làng, xóm, cơ sở đào tạo, cơ sở giáo dục
    hội đồng, trưởng, chánh, ngành, thôn, lãnh đạo, quân sự, biên phòng, khu phố, ấp, buôn
    thanh tra, thường trực, kiểm toán, hải quan, cảnh sát, cá nhân, cộng đồng, bhxh
""")

NOT_BODIES = Lexicon("""
    ban hành, bản tin, bản sắc, bản cam kết, bản đồ, bản thân, bản quyền, báo cáo, báo chí, bộ máy
    bộ tiêu chí, bộ tài liệu, bộ chỉ số, bộ câu hỏi, bộ thủ tục, cấp phép, cấp phát, cấp giấy
    cấp bách, cấp có thẩm quyền, cấp trên, cấp dưới, cấp đổi, hội nghị, hội thảo, hội họp, hội thi
    hội nhập, hội trường, hội chợ, đoàn kết, đoàn viên, hội viên, phòng ngừa, phòng chống
    phòng tránh, sở hữu, trường hợp, tổ chức thực hiện, tổ chức triển khai, ngành nghề
    thanh tra kiểm tra, đội ngũ, nhóm đối tượng, cơ sở, cụm công nghiệp, báo động, cục bộ
    cán bộ hóa, trưởng thành, viện trợ, viện dẫn, thuế thu nhập, thuế tài nguyên, bản chất, xã hội
""")

# Generic kinds that run on under one plural: "các sở, ban, ngành", "cơ quan, đơn vị, địa phương liên quan".
GENERIC = Lexicon("""
    sở, bộ, ban, ngành, cơ quan, đơn vị, địa phương, tổ chức, đoàn thể, cấp, chính quyền
    doanh nghiệp, cá nhân, phòng, hội, xã, phường, thị trấn, thôn, bản, tổ dân phố, đặc khu, tỉnh
    huyện, thành phố, cấp ủy, lực lượng, thị xã, ban ngành, sở ngành, cộng đồng, chi bộ, đảng bộ, đảng ủy, chi ủy
""")

PERSONS = Lexicon("""
    bí thư, phó bí thư, chủ tịch, phó chủ tịch, trưởng ban, phó trưởng ban, giám đốc, phó giám đốc
    ủy viên, trưởng, chánh, trưởng công an, đảng ủy viên
""")

# What orders name: a verb of these ends the name before it, and after a name says that the body acts.
VERBS = Lexicon("""
    chủ trì, phối hợp, tham mưu, tổ chức, triển khai, thực hiện, ban hành, xây dựng, chỉ đạo
    lãnh đạo, hướng dẫn, kiểm tra, giám sát, đôn đốc, theo dõi, tổng hợp, báo cáo, đề xuất
    kiến nghị, rà soát, cập nhật, tuyên truyền, phổ biến, quán triệt, vận động, tăng cường
    tập trung, đẩy mạnh, nâng cao, phát huy, bảo đảm, đảm bảo, bố trí, cân đối, thẩm định, phê duyệt
    quyết định, xem xét, xử lý, giải quyết, phát hiện, ngăn chặn, đấu tranh, phòng ngừa, tuần tra
    kiểm soát, quản lý, lập, duy trì, củng cố, kiện toàn, thành lập, phân công, phân bổ, hỗ trợ
    giúp đỡ, tạo điều kiện, khuyến khích, động viên, biểu dương, khen thưởng, đánh giá, xếp loại
    sơ kết, tổng kết, nghiên cứu, đầu tư, lắp đặt, vận hành, khai thác, sử dụng, tiếp nhận, giải đáp
    cung cấp, trao đổi, thông tin, công khai, niêm yết, ký cam kết, ký kết, ký, đăng ký, đăng tải
    phát sóng, lồng ghép, huy động, ưu tiên, tham gia, tiến hành, hoàn thành, hoàn thiện, chuẩn bị
    căn cứ, chấp hành, thi hành, bám sát, chuyển, chuyển đổi, đổi mới, phân loại, lấy, coi, xác định
    cụ thể hóa, thể chế hóa, giao, yêu cầu, đề nghị, kêu gọi, tiếp tục, chủ động, thường xuyên
    kịp thời, trực tiếp, khẩn trương, nghiêm túc, tích cực, định kỳ, đồng thời, quan tâm, chú trọng
    nghiêm cấm, kiên quyết, tuyệt đối, không để, phải, cần, sẽ, có trách nhiệm, chịu trách nhiệm
    có nhiệm vụ, có kế hoạch, có biện pháp, có giải pháp, có ý kiến, có hình thức, có văn bản
    làm đầu mối, làm tốt, làm việc, là đầu mối, là cơ quan thường trực, là cơ quan chủ trì
    được giao, được phân công, đưa, cử, gửi, trình, nêu, mở, nộp, họp, nghe, phát động, gương mẫu
    đi đầu, nắm, nắm bắt, tự, tích hợp, kết nối, chia sẻ, số hóa, đào tạo, tập huấn, bồi dưỡng
    giáo dục, giảng dạy, thanh tra, điều tra, khảo sát, thống kê, xác minh, thu thập, lưu trữ
    giải ngân, quyết toán, dự toán, chi trả, cấp phát, nhân rộng, tư vấn, quản lý, cai nghiện
    xét nghiệm, tiếp cận, gặp gỡ, thăm, chăm sóc, khám, chữa, cho vay, giải ngân, dạy nghề
    giới thiệu, xóa bỏ, hạn chế, giảm, tăng, khắc phục, chấn chỉnh, tháo gỡ, điều chỉnh, sửa đổi
    bổ sung, thay thế, đối chiếu, so sánh, thúc đẩy, phát triển, bảo vệ, giữ gìn, giữ vững, đón tiếp
    in ấn, phát hành, đối thoại, công bố, tham dự, ra mắt, ổn định, gắn, tuân thủ, siết chặt
    thu hồi, tịch thu, đình chỉ, cưỡng chế, truy quét, triệt phá, xóa, bắt giữ, lắng nghe
    chốt chặn, chốt, thu, nâng, giúp
    khẳng định, tranh thủ, phân tích, dự báo, cảnh báo, thông báo, thông qua, ấn định, cam kết
    phấn đấu, thi đua, hưởng ứng, gìn giữ, bàn giao, làm chủ trì, theo chức năng, trên cơ sở
    hằng năm, hàng năm, hằng tháng, hàng tháng, hằng quý, hàng quý, hằng tuần, hàng tuần, hằng ngày
    hàng ngày, nghiệm thu, cải cách, cắt giảm, rút ngắn, tiết kiệm, ứng dụng, đa dạng, kết hợp, tạo
    ra quân, ra nghị quyết, ra quyết định, ra văn bản, dọn, dọn vệ sinh, vệ sinh, trồng, treo, dán
    phát, lắp, xây, sửa, sửa chữa, mua, nâng cấp, trang bị, mua sắm, bảo trì, bảo dưỡng, chỉnh trang
    khơi thông, nạo vét, thu gom, kiểm kê, kiểm đếm, khoanh vùng, khoanh định, đo đạc, bồi thường
    thẩm tra, tổng rà soát, chuẩn hóa, hiện đại hóa, cài đặt, tiếp sóng, phát thanh, truyền thông
    đưa tin, viết bài, tiêm phòng, tiêm, phun, khử khuẩn, cách ly, điều trị, sàng lọc, dạy
    tuyển dụng, tuyển chọn, tuyển, kết nạp, chuyển giao, tiếp thu, quyên góp, ủng hộ, đóng góp
    kết nghĩa, đỡ đầu, nhận đỡ đầu, nhận, trao, tặng, tặng quà, thăm hỏi, đảm nhiệm, đảm nhận
    bảo quản, lưu giữ, điều hành, điều phối, điều động, huấn luyện, diễn tập, luyện tập, tập luyện
    kê khai, khai báo, ứng trực, túc trực, canh gác, gặp mặt, gặp, cảm hóa, răn đe
    nhắc nhở, phê bình, uốn nắn, hòa giải, giải thích, tiếp công dân, tiếp dân, thảo luận, góp ý
    tham vấn, thống nhất, truy tìm, truy bắt, triệt xóa, bóc gỡ, trấn áp, tấn công, rà, soạn
    soạn thảo, dự thảo, giải trình, tổng kiểm tra, vào cuộc, đồng hành, hoạch định, kiểm định
    kiểm nghiệm, giám định, công nhận, tôn vinh, khơi dậy, kế thừa, vận dụng, hình thành, thu hút
    mời, đề cao, siết, chống, tố giác, phản ánh, đăng, viết, biên soạn, biên tập
""")

# Adverbs that may stand before the verb of an order.
ADVERBS = Lexicon("""
    tiếp tục, chủ động, thường xuyên, kịp thời, trực tiếp, khẩn trương, nghiêm túc, tích cực
    định kỳ, kiên quyết, tuyệt đối, sớm, đồng thời, nghiêm, chỉ, không, hằng năm, hàng năm
    từng bước, ngay, trước mắt, phải, cần
""")

# Words after which a name is over although they are no verbs of orders.
STOPS = Lexicon("""
    để, nhằm, khi, nếu, về, đã, đang, được, bị, là, gồm, mà, do, bằng, qua, thông qua, như, trước
    sau, từ, đến, tới, tại, trong, trên, ở, theo, cùng, với, cho, vào, không, chưa, nhất là
    đặc biệt, đối với, có, làm, thì, nhưng, hoặc, rằng, nhân dân, người dân, bao gồm, bảo đảm
    hộ gia đình, hay, tùy, khiến, gây, nên, cả, lần, tháng, quý, năm, ngày, hoàn toàn, toàn bộ
    toàn diện, một số, cơ bản, mỗi, từng, đều
""")

# What still belongs to a name although its first word would end it.
GOES_ON = Lexicon("""
    ngoại giao, dịch vụ tổng hợp, dịch vụ thu, phòng thủ dân sự, tìm kiếm cứu nạn, phục vụ hành chính công
    giúp việc, nhận ủy thác
    có liên quan, có thẩm quyền, có chức năng, có điều kiện, liên quan, trên địa bàn xã
    trên địa bàn tỉnh, trên địa bàn, trên địa bàn phường, trên địa bàn huyện, ở cơ sở, tại cơ sở
    ở khu dân cư, ở thôn, ở các thôn, ở địa phương, tại địa phương, ở trung ương, tại các thôn
    trong vùng, trong tỉnh, trong xã
    trong hệ thống chính trị, bảo vệ an ninh, bảo vệ antt, xây dựng đảng, quản lý nhà nước
    chính trị, quản lý thị trường, kiểm tra đảng, phụ trách
""")
