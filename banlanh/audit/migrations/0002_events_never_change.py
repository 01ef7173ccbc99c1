"""The database itself refuses to change or delete an event (PROTECTION SEC-27)."""

from django.db import migrations

from banlanh.core.unchanging import never_change


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_first_tables")]
    operations = [never_change("audit_event", prefix="audit", saying="audit events never change")]
