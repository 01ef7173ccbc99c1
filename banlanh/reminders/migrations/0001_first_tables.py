import banlanh.core.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.UUIDField(default=banlanh.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('way', models.CharField(choices=[('mail', 'thư điện tử'), ('push', 'thông báo trên máy')], max_length=4, verbose_name='cách nhắc')),
                ('address', models.CharField(max_length=600, verbose_name='địa chỉ')),
                ('keys', models.JSONField(blank=True, default=dict, verbose_name='khóa của trình duyệt')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='thêm lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='thôi lúc')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='channels', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'kênh nhắc',
                'ordering': ['added_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('user', 'address'), name='one_open_channel_an_address')],
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_sha256', models.CharField(max_length=64, unique=True, verbose_name='dấu của mã')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='mở lúc')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='đóng lúc')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feeds', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lịch riêng',
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('user',), name='one_open_feed_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='ngày')),
                ('said', models.TextField(verbose_name='lời')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gửi lúc')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='reminders.channel')),
            ],
            options={
                'verbose_name': 'lời nhắc',
                'constraints': [models.UniqueConstraint(fields=('channel', 'day'), name='one_reminder_a_day')],
            },
        ),
    ]
