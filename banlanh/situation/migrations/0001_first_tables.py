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
        ('registers', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='HotlineNumber',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=11, verbose_name='số điện thoại')),
                ('officer', models.CharField(max_length=80, verbose_name='người phụ trách')),
                ('starts_on', models.DateField(verbose_name='dùng từ ngày')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='thôi dùng từ ngày')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='thêm lúc')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'verbose_name': 'số đường dây nóng',
                'ordering': ['starts_on', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('commune', 'number'), name='one_line_a_number'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='line_ends_after')],
            },
        ),
        migrations.CreateModel(
            name='HotSpot',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='nơi nào')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị theo dõi')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='thôn')),
            ],
            options={
                'verbose_name': 'điểm phức tạp',
                'ordering': ['village__order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('happened_on', models.DateField(verbose_name='ngày')),
                ('covers_on', models.DateField(verbose_name='tính cho kỳ có ngày')),
                ('for_task', models.BigIntegerField(blank=True, null=True, verbose_name='cho nhiệm vụ')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('faults', models.JSONField(default=list, verbose_name='chưa đạt')),
                ('result', models.CharField(choices=[('passed', 'đạt, không phải sửa gì'), ('reminded', 'nhắc nhở'), ('minuted', 'lập biên bản vi phạm')], max_length=10, verbose_name='kết quả')),
                ('mend_by', models.DateField(blank=True, null=True, verbose_name='sửa xong trước ngày')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('establishment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.entry', verbose_name='cơ sở')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lượt kiểm tra',
                'ordering': ['-happened_on', '-recorded_at'],
                'abstract': False,
                'indexes': [models.Index(fields=['commune', 'covers_on'], name='situation_i_commune_f2bb73_idx'), models.Index(fields=['body', 'covers_on'], name='situation_i_body_id_b25608_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='inspection_voided_with_reason'), models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('body', 'establishment', 'happened_on'), name='one_inspection_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('mend_by', None), ('result', 'passed')), models.Q(models.Q(('result', 'passed'), _negated=True), ('mend_by__isnull', False)), _connector='OR'), name='a_fault_is_mended_by_a_day')],
            },
        ),
        migrations.CreateModel(
            name='ListUpdate',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('happened_on', models.DateField(verbose_name='ngày')),
                ('covers_on', models.DateField(verbose_name='tính cho kỳ có ngày')),
                ('for_task', models.BigIntegerField(blank=True, null=True, verbose_name='cho nhiệm vụ')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('numbers', models.JSONField(default=dict, verbose_name='số thêm, đưa ra, sửa')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'danh sách tháng',
                'ordering': ['-happened_on', '-recorded_at'],
                'abstract': False,
                'indexes': [models.Index(fields=['commune', 'covers_on'], name='situation_l_commune_8a5479_idx'), models.Index(fields=['body', 'covers_on'], name='situation_l_body_id_5602e8_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='listupdate_voided_with_reason'), models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('body', 'covers_on'), name='one_list_update_a_month')],
            },
        ),
        migrations.CreateModel(
            name='Poster',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('happened_on', models.DateField(verbose_name='ngày')),
                ('covers_on', models.DateField(verbose_name='tính cho kỳ có ngày')),
                ('for_task', models.BigIntegerField(blank=True, null=True, verbose_name='cho nhiệm vụ')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('number', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posters', to='situation.hotlinenumber', verbose_name='số trên bảng')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bảng đường dây nóng',
                'ordering': ['-happened_on', '-recorded_at'],
                'abstract': False,
                'indexes': [models.Index(fields=['commune', 'covers_on'], name='situation_p_commune_4acad2_idx'), models.Index(fields=['body', 'covers_on'], name='situation_p_body_id_32e0aa_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='poster_voided_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='PosterText',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(choices=[('vie', 'tiếng phổ thông'), ('hmn', 'tiếng Mông'), ('tyz', 'tiếng Tày'), ('ium', 'tiếng Dao'), ('nut', 'tiếng Nùng'), ('pcc', 'tiếng Giáy')], max_length=3, verbose_name='thứ tiếng')),
                ('call', models.CharField(max_length=60, verbose_name='lời gọi')),
                ('promise', models.CharField(max_length=90, verbose_name='lời hứa')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lời trên bảng',
                'ordering': ['written_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='tên tuyến')),
                ('order', models.CharField(editable=False, max_length=400, verbose_name='khóa xếp')),
                ('kind', models.CharField(choices=[('border', 'giáp ranh'), ('track', 'đường mòn'), ('opening', 'lối mở')], max_length=10, verbose_name='loại')),
                ('times', models.PositiveSmallIntegerField(default=1, verbose_name='mỗi tháng mấy lượt')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='thêm lúc')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='thôi đi từ ngày')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'verbose_name': 'tuyến tuần tra',
                'ordering': ['kind', 'order'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('commune', 'name'), name='one_route_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Patrol',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('happened_on', models.DateField(verbose_name='ngày')),
                ('covers_on', models.DateField(verbose_name='tính cho kỳ có ngày')),
                ('for_task', models.BigIntegerField(blank=True, null=True, verbose_name='cho nhiệm vụ')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('forces', models.JSONField(default=list, verbose_name='lực lượng tham gia')),
                ('findings', models.JSONField(default=dict, verbose_name='đã thấy')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi thêm')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('routes', models.ManyToManyField(related_name='patrols', to='situation.route', verbose_name='tuyến đã đi')),
            ],
            options={
                'verbose_name': 'buổi tuần tra',
                'ordering': ['-happened_on', '-recorded_at'],
                'abstract': False,
                'indexes': [models.Index(fields=['commune', 'covers_on'], name='situation_p_commune_e483fe_idx'), models.Index(fields=['body', 'covers_on'], name='situation_p_body_id_39fef9_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='patrol_voided_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='SpotStep',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('happened_on', models.DateField(verbose_name='ngày')),
                ('covers_on', models.DateField(verbose_name='tính cho kỳ có ngày')),
                ('for_task', models.BigIntegerField(blank=True, null=True, verbose_name='cho nhiệm vụ')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('verb', models.CharField(choices=[('opened', 'xác định là điểm phức tạp'), ('worked_on', 'đang giải quyết'), ('cleared', 'đã xóa điểm')], max_length=10, verbose_name='việc')),
                ('document', models.CharField(blank=True, max_length=40, verbose_name='số văn bản')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='đã làm gì')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('spot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='situation.hotspot', verbose_name='điểm phức tạp')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bước giải quyết',
                'ordering': ['-happened_on', '-recorded_at'],
                'abstract': False,
                'indexes': [models.Index(fields=['commune', 'covers_on'], name='situation_s_commune_b59a0c_idx'), models.Index(fields=['body', 'covers_on'], name='situation_s_body_id_50a36a_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='spotstep_voided_with_reason'), models.CheckConstraint(condition=models.Q(('verb', 'worked_on'), models.Q(('document', ''), _negated=True), _connector='OR'), name='a_document_opens_and_clears')],
            },
        ),
    ]
