"""Two steps more, each with the paper of those above as its reason.

A constraint is changed on SQLite by making the table anew, which would leave out what refuses changes to its rows:
so that is taken away first and put back afterwards.
"""

from django.db import migrations, models
from django.db.migrations import RunPython

from banlanh.core.unchanging import never_change

VERBS = [
    ("trinh", "trình"),
    ("tra-lai", "trả lại"),
    ("duyet", "phê duyệt"),
    ("ban-hanh", "ban hành"),
    ("mo-lai", "mở lại"),
    ("chot", "ghi nhận cấp trên chốt"),
    ("cho-mo", "ghi nhận cấp trên cho mở lại"),
]
REASONED = ("tra-lai", "mo-lai", "chot", "cho-mo")
refused = never_change("reports_reportstep", prefix="report_step", saying="steps of reports never change")


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_forms_of_other_offices")]
    operations = [
        RunPython(refused.reverse_code, refused.code),
        migrations.AlterField("reportstep", "verb", models.CharField("việc", max_length=10, choices=VERBS)),
        migrations.RemoveConstraint("reportstep", "back_only_with_a_reason"),
        migrations.AddConstraint(
            "reportstep",
            models.CheckConstraint(
                condition=models.Q(("note", ""), ("verb__in", REASONED), _negated=True), name="back_only_with_a_reason"
            ),
        ),
        refused,
    ]
