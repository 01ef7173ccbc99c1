import banlanh.core.ids
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('places', '0001_first_tables'),
        ('plans', '0003_work_ordered_later'),
    ]

    operations = [
        migrations.CreateModel(
            name='Difficulty',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('happened_on', models.DateField(verbose_name='ngày')),
                ('covers_on', models.DateField(verbose_name='tính cho kỳ có ngày')),
                ('for_task', models.BigIntegerField(blank=True, null=True, verbose_name='cho nhiệm vụ')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('text', models.TextField(max_length=1000, verbose_name='điều đang vướng')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='gửi đến')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'khó khăn',
                'ordering': ['-happened_on', '-recorded_at'],
                'abstract': False,
                'indexes': [models.Index(fields=['commune', 'covers_on'], name='committee_d_commune_1e32d8_idx'), models.Index(fields=['body', 'covers_on'], name='committee_d_body_id_c17b20_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='difficulty_voided_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='DifficultyStep',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('verb', models.CharField(choices=[('pass_up', 'chuyển lên'), ('climb', 'tự lên sau 7 ngày'), ('answer', 'trả lời'), ('not_solved', 'chưa gỡ được'), ('close', 'đã gỡ xong')], max_length=10, verbose_name='bước')),
                ('on', models.DateField(verbose_name='ngày')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='lúc')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='lời ghi')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='ở')),
                ('difficulty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='committee.difficulty')),
            ],
            options={
                'verbose_name': 'bước gỡ khó',
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('by', None), ('verb', 'climb')), models.Q(models.Q(('verb', 'climb'), _negated=True), ('by__isnull', False)), _connector='OR'), name='difficulty_climbs_by_itself_or_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('happened_on', models.DateField(verbose_name='ngày')),
                ('covers_on', models.DateField(verbose_name='tính cho kỳ có ngày')),
                ('for_task', models.BigIntegerField(blank=True, null=True, verbose_name='cho nhiệm vụ')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('type', models.CharField(choices=[('committee', 'họp chỉ đạo'), ('hearing', 'nghe báo cáo chuyên đề'), ('cell', 'họp đảng viên quán triệt kế hoạch')], max_length=10, verbose_name='loại')),
                ('present', models.PositiveSmallIntegerField(verbose_name='số có mặt')),
                ('called', models.PositiveSmallIntegerField(verbose_name='số triệu tập')),
                ('agenda', models.CharField(blank=True, max_length=500, verbose_name='nội dung')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'cuộc họp',
                'ordering': ['-happened_on', '-recorded_at'],
                'abstract': False,
                'indexes': [models.Index(fields=['commune', 'covers_on'], name='committee_m_commune_54b62a_idx'), models.Index(fields=['body', 'covers_on'], name='committee_m_body_id_43d629_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='meeting_voided_with_reason'), models.CheckConstraint(condition=models.Q(('present__lte', models.F('called'))), name='meeting_of_those_called'), models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('body', 'type', 'happened_on'), name='one_meeting_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Conclusion',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=200, verbose_name='kết luận')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='giao cho')),
                ('clause', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.clause')),
                ('duty', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.duty')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conclusions', to='committee.meeting')),
            ],
            options={
                'verbose_name': 'kết luận cuộc họp',
                'ordering': ['added_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('body', None), ('clause', None), ('due_on', None)), models.Q(('body__isnull', False), ('clause__isnull', False), ('due_on__isnull', False)), _connector='OR'), name='conclusion_says_who_when_and_where_in_the_plan'), models.CheckConstraint(condition=models.Q(('duty', None), ('body__isnull', False), _connector='OR'), name='a_duty_is_somebody_s')],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('happened_on', models.DateField(verbose_name='ngày')),
                ('covers_on', models.DateField(verbose_name='tính cho kỳ có ngày')),
                ('for_task', models.BigIntegerField(blank=True, null=True, verbose_name='cho nhiệm vụ')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('asks', models.CharField(choices=[('reward', 'khen thưởng tập thể'), ('responsibility', 'xem xét trách nhiệm')], max_length=15, verbose_name='kiến nghị')),
                ('number', models.CharField(max_length=40, verbose_name='số, ký hiệu')),
                ('grounds', models.CharField(max_length=500, verbose_name='căn cứ')),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị được nêu')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'kiến nghị',
                'ordering': ['-happened_on', '-recorded_at'],
                'abstract': False,
                'indexes': [models.Index(fields=['commune', 'covers_on'], name='committee_r_commune_e8c1c0_idx'), models.Index(fields=['body', 'covers_on'], name='committee_r_body_id_0c29a3_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='recommendation_voided_with_reason'), models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('body', 'number', 'happened_on'), name='one_paper_a_recommendation')],
            },
        ),
        migrations.CreateModel(
            name='RegulationStep',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('happened_on', models.DateField(verbose_name='ngày')),
                ('covers_on', models.DateField(verbose_name='tính cho kỳ có ngày')),
                ('for_task', models.BigIntegerField(blank=True, null=True, verbose_name='cho nhiệm vụ')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('stage', models.CharField(choices=[('proposed', 'đề xuất sửa đổi'), ('drafted', 'lập tổ soạn thảo'), ('posted', 'niêm yết dự thảo'), ('adopted', 'thông qua'), ('sent', 'gửi Ủy ban nhân dân xã'), ('recognised', 'công nhận'), ('published', 'gửi, niêm yết quyết định công nhận')], max_length=10, verbose_name='bước')),
                ('round', models.PositiveSmallIntegerField(verbose_name='lần sửa đổi')),
                ('proposer', models.CharField(blank=True, choices=[('head', 'trưởng thôn'), ('front', 'Ban công tác Mặt trận'), ('households', 'ít nhất 10% số hộ')], max_length=10, verbose_name='bên đề xuất')),
                ('households', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số đại diện hộ')),
                ('agreed', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số tán thành')),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='số quyết định')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bước sửa hương ước',
                'ordering': ['-happened_on', '-recorded_at'],
                'abstract': False,
                'indexes': [models.Index(fields=['commune', 'covers_on'], name='committee_r_commune_f81b5d_idx'), models.Index(fields=['body', 'covers_on'], name='committee_r_body_id_0e3e79_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='regulationstep_voided_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'adopted'), _negated=True), models.Q(('agreed__isnull', False), ('households__lt', django.db.models.expressions.CombinedExpression(models.F('agreed'), '*', models.Value(2)))), _connector='OR'), name='regulation_adopted_by_more_than_half'), models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('body', 'round', 'stage'), name='one_step_a_stage_and_round')],
            },
        ),
        migrations.CreateModel(
            name='Ruling',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('happened_on', models.DateField(verbose_name='ngày')),
                ('covers_on', models.DateField(verbose_name='tính cho kỳ có ngày')),
                ('for_task', models.BigIntegerField(blank=True, null=True, verbose_name='cho nhiệm vụ')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('is_granted', models.BooleanField(verbose_name='đồng ý')),
                ('number', models.CharField(max_length=40, verbose_name='số, ký hiệu')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.body', verbose_name='đơn vị')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='committee.recommendation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'trả lời kiến nghị',
                'ordering': ['-happened_on', '-recorded_at'],
                'abstract': False,
                'indexes': [models.Index(fields=['commune', 'covers_on'], name='committee_r_commune_a558ed_idx'), models.Index(fields=['body', 'covers_on'], name='committee_r_body_id_80af2a_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='ruling_voided_with_reason'), models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('recommendation',), name='one_ruling_a_recommendation')],
            },
        ),
    ]
