from banlanh.places.enums import BodyKind
from banlanh.records.registry import COUNTED, Kind, register

from .actions import hang_poster, record_inspection, record_patrol, sign_lists, take_step
from .enums import PATROLLERS, POLICE
from .forms import InspectionForm, ListsForm, PatrolForm, PosterForm, SpotStepForm
from .models import Inspection, ListUpdate, Patrol, Poster, SpotStep

COUNTED |= {"clear_village": "thôn không có điểm phức tạp"}

register(
    Kind(
        key="patrol",
        name="buổi tuần tra",
        verb="Ghi tuần tra",
        task="Tuần tra giáp ranh, đường mòn, lối mở",
        unit="buổi",
        model=Patrol,
        form=PatrolForm,
        record=record_patrol,
        bodies=PATROLLERS,
        words=("tuan tra+giap ranh", "tuan tra+duong mon", "tuan tra+loi mon", "tuan tra+loi mo", "tuan tra+dia ban"),
        expires=True,
    )
)

register(
    Kind(
        key="inspection",
        name="lượt kiểm tra cơ sở",
        verb="Ghi kiểm tra",
        task="Kiểm tra cơ sở kinh doanh có điều kiện",
        unit="lượt",
        model=Inspection,
        form=InspectionForm,
        record=record_inspection,
        bodies=POLICE,
        words=("kiem tra+co so kinh doanh", "kiem tra+nha nghi", "kiem tra+karaoke"),
        expires=True,
    )
)

register(
    Kind(
        key="list_update",
        name="danh sách tháng",
        verb="Ký danh sách",
        task="Cập nhật danh sách, biến động cư trú hằng tháng",
        unit="lần",
        model=ListUpdate,
        form=ListsForm,
        record=sign_lists,
        bodies=POLICE,
        words=("cap nhat danh sach", "bien dong cu tru", "ra soat cu tru"),
    )
)

register(
    Kind(
        key="hot_spot",
        name="bước giải quyết điểm phức tạp",
        verb="Ghi việc đã làm",
        task="Giải quyết điểm, tụ điểm phức tạp",
        unit="bước",
        model=SpotStep,
        form=SpotStepForm,
        record=take_step,
        bodies=POLICE,
        words=("xoa+tu diem", "giai quyet+tu diem", "triet xoa+diem"),
    )
)

register(
    Kind(
        key="poster",
        name="bảng đường dây nóng",
        verb="Ghi bảng đã treo",
        task="Treo số đường dây nóng ở nhà văn hóa thôn",
        unit="bảng",
        model=Poster,
        form=PosterForm,
        record=hang_poster,
        bodies=frozenset({BodyKind.VILLAGE}),
        words=("duong day nong+nha van hoa", "duong day nong+cong khai"),
    )
)
