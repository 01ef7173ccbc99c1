"""A sheet says which days it counts. Those of before say none, so they match nothing and go with the next `tick`."""

from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0001_first_tables'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='figuresheet', name='one_sheet_a_day'),
        migrations.AddField(
            model_name='figuresheet',
            name='since',
            field=models.DateField(default=date(2000, 1, 1), verbose_name='kỳ từ ngày'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='figuresheet',
            name='until',
            field=models.DateField(default=date(2000, 1, 1), verbose_name='kỳ đến ngày'),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='figuresheet',
            constraint=models.UniqueConstraint(fields=('commune', 'day', 'since', 'until'), name='one_sheet_a_span'),
        ),
    ]
