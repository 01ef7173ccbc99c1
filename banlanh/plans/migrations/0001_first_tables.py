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
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='loại văn bản')),
                ('title', models.TextField(verbose_name='trích yếu')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='cơ quan ban hành')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='số')),
                ('symbol', models.CharField(blank=True, max_length=40, verbose_name='ký hiệu')),
                ('signer', models.CharField(blank=True, max_length=120, verbose_name='người ký')),
                ('starts_on', models.DateField(verbose_name='thực hiện từ')),
                ('ends_on', models.DateField(verbose_name='đến')),
                ('file_name', models.CharField(max_length=160, verbose_name='tên tệp')),
                ('file_sha256', models.CharField(max_length=64, verbose_name='dấu của tệp')),
                ('file', models.FileField(max_length=160, upload_to='plans/%Y/', verbose_name='tệp gốc')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='nhận lúc')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='công bố lúc')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'kế hoạch',
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('commune', 'file_sha256'), name='one_plan_a_file'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='plan_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_by', None)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='plan_published_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='Clause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='thứ tự')),
                ('at', models.CharField(blank=True, max_length=40, verbose_name='mục')),
                ('marker', models.CharField(blank=True, max_length=20, verbose_name='dấu đầu dòng')),
                ('text', models.TextField(verbose_name='nội dung')),
                ('level', models.PositiveSmallIntegerField(verbose_name='cấp')),
                ('is_heading', models.BooleanField(verbose_name='là đề mục')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='plans.plan')),
            ],
            options={
                'verbose_name': 'mục, khoản',
                'ordering': ['plan', 'position'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'position'), name='one_clause_a_position')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='tên ngắn')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='xác nhận lúc')),
                ('dropped_at', models.DateTimeField(blank=True, null=True, verbose_name='bỏ lúc')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='con số')),
                ('unit', models.CharField(blank=True, max_length=120, verbose_name='đơn vị tính')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='đến ngày')),
                ('kind', models.CharField(blank=True, max_length=20, verbose_name='đếm bằng bản ghi')),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='plans.clause')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='plans.plan')),
            ],
            options={
                'verbose_name': 'chỉ tiêu',
                'ordering': ['clause__position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='tên ngắn')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='xác nhận lúc')),
                ('dropped_at', models.DateTimeField(blank=True, null=True, verbose_name='bỏ lúc')),
                ('extent', models.CharField(choices=[('named', 'đơn vị được nêu tên'), ('villages', 'mỗi thôn'), ('cells', 'mỗi chi bộ'), ('organisations', 'Mặt trận và mỗi đoàn thể'), ('schools', 'mỗi trường học'), ('commune', 'cả xã')], max_length=15, verbose_name='phạm vi')),
                ('asked', models.JSONField(blank=True, default=list, verbose_name='tên chưa rõ là đơn vị nào')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn')),
                ('every', models.CharField(blank=True, max_length=80, verbose_name='nhịp (RFC 5545)')),
                ('kind', models.CharField(blank=True, max_length=20, verbose_name='chứng minh bằng')),
                ('times', models.PositiveSmallIntegerField(default=1, verbose_name='số lần mỗi kỳ')),
                ('bodies', models.ManyToManyField(blank=True, related_name='+', to='places.body', verbose_name='đơn vị chủ trì')),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='plans.clause')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partners', models.ManyToManyField(blank=True, related_name='+', to='places.body', verbose_name='đơn vị phối hợp')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='plans.plan')),
            ],
            options={
                'verbose_name': 'nhiệm vụ',
                'ordering': ['clause__position', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('times__gte', 1)), name='task_at_least_once')],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_on', models.DateField(verbose_name='đến ngày')),
                ('due_on', models.DateField(verbose_name='hạn')),
                ('needed', models.PositiveSmallIntegerField(default=1, verbose_name='số lần cần')),
                ('kind', models.CharField(blank=True, max_length=20, verbose_name='chứng minh bằng')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='places.body')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='plans.task')),
            ],
            options={
                'verbose_name': 'việc',
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(fields=['body', 'due_on'], name='plans_duty_body_id_c59c96_idx'), models.Index(fields=['commune', 'starts_on'], name='plans_duty_commune_0b46e7_idx')],
                'constraints': [models.UniqueConstraint(fields=('task', 'body', 'starts_on'), name='one_duty_a_period'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='duty_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('verb', models.CharField(choices=[('submit', 'trình'), ('accept', 'duyệt'), ('send_back', 'trả lại'), ('excuse', 'miễn')], max_length=10, verbose_name='bước')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='lúc')),
                ('on', models.DateField(verbose_name='ngày')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='lời ghi')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='plans.duty')),
            ],
            options={
                'verbose_name': 'bước',
                'ordering': ['at'],
            },
        ),
    ]
