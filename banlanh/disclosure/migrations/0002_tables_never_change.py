"""The database itself refuses to change or delete what was told (PROTECTION SEC-33)."""

from django.db import migrations

from banlanh.core.unchanging import never_change


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_first_tables")]
    operations = [never_change("disclosure_publication", prefix="disclosure", saying="published tables never change")]
