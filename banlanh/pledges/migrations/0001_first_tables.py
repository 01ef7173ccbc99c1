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
        ('plans', '0002_what_the_reader_was_unsure_of'),
        ('registers', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('signers', models.CharField(choices=[('household', 'hộ gia đình'), ('establishment', 'cơ sở kinh doanh có điều kiện'), ('lineage', 'dòng họ'), ('member', 'đảng viên'), ('prestige', 'người có uy tín'), ('classes', 'học sinh, phụ huynh theo lớp')], max_length=13, verbose_name='ai ký')),
                ('title', models.CharField(max_length=120, verbose_name='tên đợt')),
                ('text', models.TextField(max_length=3000, verbose_name='nội dung cam kết')),
                ('version', models.CharField(max_length=20, verbose_name='bản số')),
                ('languages', models.JSONField(default=list, verbose_name='thứ tiếng')),
                ('starts_on', models.DateField(verbose_name='ký từ ngày')),
                ('ends_on', models.DateField(verbose_name='đến ngày')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='mở lúc')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('renews', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pledges.campaign')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.target')),
            ],
            options={
                'verbose_name': 'đợt ký cam kết',
                'ordering': ['-starts_on', 'signers'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='campaign_ends_after')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('signed_on', models.DateField(verbose_name='ngày ký')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='pledges.campaign')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'tờ ký',
                'ordering': ['-signed_on', '-recorded_at'],
                'indexes': [models.Index(fields=['campaign', 'body', 'signed_on'], name='sheets_by_day')],
            },
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=160, verbose_name='tên tệp')),
                ('size', models.PositiveIntegerField(verbose_name='dung lượng, byte')),
                ('sha256', models.CharField(max_length=64, verbose_name='dấu')),
                ('file', models.FileField(max_length=160, upload_to='pledges/%Y/%m/', verbose_name='tệp')),
                ('attached_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='lúc')),
                ('attached_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='pledges.sheet')),
            ],
            options={
                'verbose_name': 'ảnh tờ ký',
                'ordering': ['attached_at'],
                'constraints': [models.UniqueConstraint(fields=('sheet', 'sha256'), name='one_scan_once')],
            },
        ),
        migrations.CreateModel(
            name='ClassPledge',
            fields=[
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('pupils', models.PositiveSmallIntegerField(verbose_name='số học sinh đã ký')),
                ('parents', models.PositiveSmallIntegerField(verbose_name='số phụ huynh đã ký')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='class_pledges', to='pledges.campaign')),
                ('school_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.schoolclass', verbose_name='lớp')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='class_pledges', to='pledges.sheet')),
            ],
            options={
                'verbose_name': 'cam kết của lớp',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='classpledge_voided_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='pledges.campaign')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.entry', verbose_name='mục')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='pledges.sheet')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'chữ ký cam kết',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='signature_voided_with_reason'), models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('campaign', 'entry'), name='an_entry_signs_once')],
            },
        ),
    ]
