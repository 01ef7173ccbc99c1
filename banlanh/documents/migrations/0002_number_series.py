import banlanh.core.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('documents', '0001_first_tables'),
        ('places', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type', models.CharField(max_length=8, verbose_name='loại')),
                ('starts_on', models.DateField(verbose_name='bắt đầu từ ngày')),
                ('after', models.PositiveIntegerField(default=0, verbose_name='đã cấp trên giấy đến số')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='mở lúc')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'dãy số',
                'ordering': ['body', 'type', 'starts_on'],
                'constraints': [models.UniqueConstraint(fields=('body', 'type', 'starts_on'), name='one_series_a_start')],
            },
        ),
        migrations.CreateModel(
            name='GivenNumber',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='số')),
                ('dated_on', models.DateField(verbose_name='ngày của văn bản')),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='cấp lúc')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='given', to='documents.series')),
            ],
            options={
                'verbose_name': 'số đã cấp',
                'ordering': ['series', 'number'],
                'constraints': [models.UniqueConstraint(fields=('series', 'number'), name='one_number_once')],
            },
        ),
    ]
