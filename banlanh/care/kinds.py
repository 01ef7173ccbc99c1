from banlanh.records.registry import COUNTED

COUNTED |= {"after_rehab": "người sau cai có đủ hồ sơ, xét nghiệm, đoàn thể giúp đỡ"}
