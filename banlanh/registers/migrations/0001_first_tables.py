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
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('household', 'hộ gia đình'), ('establishment', 'cơ sở kinh doanh có điều kiện'), ('lineage', 'dòng họ'), ('member', 'đảng viên'), ('prestige', 'người có uy tín'), ('culture_house', 'nhà văn hóa thôn')], max_length=13, verbose_name='sổ')),
                ('name', models.CharField(max_length=120, verbose_name='tên')),
                ('search', models.CharField(editable=False, max_length=121, verbose_name='tên không dấu')),
                ('order', models.CharField(editable=False, max_length=600, verbose_name='khóa xếp')),
                ('address', models.CharField(blank=True, max_length=120, verbose_name='địa chỉ')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
                ('detail', models.CharField(blank=True, max_length=120, verbose_name='chi tiết')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='đổi lúc')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='registers.entry')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='split_off', to='registers.entry')),
                ('told_apart', models.ManyToManyField(blank=True, to='registers.entry')),
            ],
            options={
                'verbose_name': 'mục trong sổ bộ',
                'ordering': ['order', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='never_merged_into_itself')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('household', 'hộ gia đình'), ('establishment', 'cơ sở kinh doanh có điều kiện'), ('lineage', 'dòng họ'), ('member', 'đảng viên'), ('prestige', 'người có uy tín'), ('culture_house', 'nhà văn hóa thôn')], max_length=13, verbose_name='sổ')),
                ('since', models.DateField(verbose_name='tính từ ngày')),
                ('file_name', models.CharField(max_length=160, verbose_name='tên tệp')),
                ('file', models.FileField(blank=True, max_length=160, upload_to='imports/%Y/%m/', verbose_name='tệp')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gửi lúc')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='nhập xong lúc')),
                ('outcome', models.JSONField(default=dict, verbose_name='kết quả')),
                ('made', models.JSONField(default=list, verbose_name='đã thêm')),
                ('changed', models.JSONField(default=dict, verbose_name='đã sửa')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='hoàn tác lúc')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lần nhập sổ',
                'ordering': ['-sent_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('undone_at', None), ('done_at__isnull', False), _connector='OR'), name='undone_after_done')],
            },
        ),
        migrations.CreateModel(
            name='SchoolClass',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm học bắt đầu')),
                ('name', models.CharField(max_length=20, verbose_name='lớp')),
                ('search', models.CharField(editable=False, max_length=20, verbose_name='lớp không dấu')),
                ('order', models.CharField(editable=False, max_length=100, verbose_name='khóa xếp')),
                ('pupils', models.PositiveSmallIntegerField(verbose_name='số học sinh')),
                ('parents', models.PositiveSmallIntegerField(verbose_name='số phụ huynh')),
                ('counted_on', models.DateField(verbose_name='tính từ ngày')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='trường')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lớp học',
                'ordering': ['order', 'counted_on'],
                'constraints': [models.UniqueConstraint(fields=('body', 'year', 'search', 'counted_on'), name='one_count_a_class_a_day')],
            },
        ),
        migrations.CreateModel(
            name='SignOff',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField(verbose_name='tháng')),
                ('side', models.CharField(choices=[('keeper', 'trưởng thôn'), ('police', 'Công an xã')], max_length=6, verbose_name='bên ký')),
                ('returned_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số người đi làm ăn xa trở về')),
                ('signed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ký lúc')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='thôn')),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ký xác nhận biến động',
                'ordering': ['signed_at'],
                'indexes': [models.Index(fields=['body', 'month'], name='registers_s_body_id_f42903_idx')],
            },
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField(verbose_name='tính từ ngày')),
                ('began', models.CharField(choices=[('listed', 'vào sổ lần đầu'), ('arrived', 'mới đến'), ('opened', 'mới mở'), ('split', 'tách ra'), ('moved', 'từ nơi khác trong xã chuyển đến')], max_length=10, verbose_name='vì sao có')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='thôi tính từ ngày')),
                ('ended', models.CharField(blank=True, choices=[('left', 'rời đi'), ('closed', 'đóng cửa'), ('merged', 'nhập vào mục khác'), ('moved', 'chuyển sang nơi khác trong xã'), ('duplicate', 'ghi trùng'), ('mistake', 'ghi nhầm')], max_length=10, verbose_name='vì sao thôi')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ghi thôi lúc')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='registers.entry', verbose_name='mục')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'thời gian tính',
                'ordering': ['starts_on', 'id'],
                'indexes': [models.Index(fields=['body', 'ends_on', 'starts_on'], name='stays_by_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('entry',), name='one_stay_lasts'), models.CheckConstraint(condition=models.Q(models.Q(('ended', ''), ('ended_at', None), ('ended_by', None), ('ends_on', None)), models.Q(('ended_at__isnull', False), ('ends_on__gte', models.F('starts_on')), models.Q(('ended', ''), _negated=True)), _connector='OR'), name='a_stay_ends_with_a_reason')],
            },
        ),
    ]
