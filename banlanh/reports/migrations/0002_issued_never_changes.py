"""The database itself refuses to change or delete what left the office, and what a person wrote."""

from django.db import migrations

from banlanh.core.unchanging import never_change


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_first_tables")]
    operations = [
        never_change("reports_issuedreport", prefix="issued_report", saying="issued reports never change"),
        never_change("reports_paragraphedit", prefix="paragraph_edit", saying="what a person wrote never changes"),
        never_change("reports_reportstep", prefix="report_step", saying="steps of reports never change"),
    ]
