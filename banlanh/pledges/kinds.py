from banlanh.records.registry import COUNTED

COUNTED |= {
    "pledge_home": "cam kết của hộ, cơ sở, dòng họ",
    "pledge_member": "cam kết của đảng viên",
    "pledge_school": "cam kết của trường học",
}
