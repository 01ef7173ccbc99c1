import banlanh.core.clock
import banlanh.core.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('places', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('claim', models.SlugField(max_length=40, verbose_name='điều đã khai')),
                ('title', models.CharField(max_length=160, verbose_name='tên')),
                ('unit', models.CharField(max_length=40, verbose_name='đơn vị đếm')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_on', models.DateField(verbose_name='đến ngày')),
                ('listed', models.TextField(verbose_name='danh sách đã chốt')),
                ('listed_count', models.PositiveIntegerField(verbose_name='số trong danh sách')),
                ('list_sha256', models.CharField(max_length=64, verbose_name='dấu của danh sách')),
                ('total', models.PositiveIntegerField(blank=True, null=True, verbose_name='trên tổng số')),
                ('seed', models.CharField(max_length=64, verbose_name='hạt giống')),
                ('drawn_count', models.PositiveIntegerField(verbose_name='số đã bốc')),
                ('confidence', models.PositiveSmallIntegerField(verbose_name='độ tin cậy, phần trăm')),
                ('share', models.PositiveSmallIntegerField(verbose_name='tỷ lệ cần biết, phần trăm')),
                ('failures', models.PositiveSmallIntegerField(verbose_name='số sai cho phép')),
                ('drawn_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='bốc thăm lúc')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='kết thúc lúc')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('drawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'phúc tra',
                'ordering': ['-drawn_at'],
                'constraints': [models.UniqueConstraint(fields=('commune', 'claim', 'starts_on', 'ends_on'), name='one_draw_a_claim_and_period'), models.UniqueConstraint(fields=('commune', 'list_sha256'), name='one_draw_a_list'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='check_closed_by_somebody'), models.CheckConstraint(condition=models.Q(('drawn_count__gte', 1), ('drawn_count__lte', models.F('listed_count'))), name='check_draws_from_its_list')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='thứ tự bốc')),
                ('subject', models.CharField(max_length=80, verbose_name='mã')),
                ('label', models.CharField(max_length=160, verbose_name='nơi đến')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị đã khai')),
                ('checker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị đi phúc tra')),
                ('for_check', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='checks.check')),
            ],
            options={
                'verbose_name': 'lượt phúc tra',
                'ordering': ['for_check', 'position'],
                'constraints': [models.UniqueConstraint(fields=('for_check', 'position'), name='one_visit_a_position'), models.UniqueConstraint(fields=('for_check', 'subject'), name='one_visit_a_subject'), models.CheckConstraint(condition=models.Q(('body', models.F('checker')), _negated=True), name='nobody_checks_themselves')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('result', models.CharField(choices=[('confirmed', 'đúng'), ('denied', 'chưa đúng'), ('missed', 'chưa gặp')], max_length=10, verbose_name='kết quả')),
                ('word', models.CharField(blank=True, max_length=200, verbose_name='ghi thêm')),
                ('at', models.DateTimeField(default=banlanh.core.clock.now, verbose_name='lúc')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='checks.visit')),
            ],
            options={
                'verbose_name': 'kết quả phúc tra',
                'ordering': ['at', 'pk'],
            },
        ),
    ]
