import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('province', 'tỉnh'), ('commune', 'xã'), ('village', 'thôn')], max_length=10, verbose_name='cấp')),
                ('name', models.CharField(max_length=80, verbose_name='tên')),
                ('search', models.CharField(editable=False, max_length=80, verbose_name='tên không dấu')),
                ('order', models.CharField(editable=False, max_length=400, verbose_name='khóa xếp')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='thứ tiếng')),
                ('households', models.PositiveIntegerField(default=0, verbose_name='số hộ')),
                ('residents', models.PositiveIntegerField(default=0, verbose_name='số khẩu')),
                ('is_demo', models.BooleanField(default=False, verbose_name='dữ liệu mô phỏng')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='places.place')),
            ],
            options={
                'verbose_name': 'địa phương',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('parent', 'search'), name='one_place_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('party_committee', 'Đảng ủy'), ('steering', 'Ban Chỉ đạo'), ('party_office', 'Văn phòng Đảng ủy'), ('peoples_committee', 'Ủy ban nhân dân'), ('police', 'Công an'), ('military', 'Ban Chỉ huy Quân sự'), ('front', 'Mặt trận Tổ quốc'), ('organisation', 'đoàn thể'), ('school', 'trường học'), ('health', 'trạm y tế'), ('village', 'thôn'), ('village_cell', 'chi bộ thôn'), ('police_cell', 'chi bộ Công an'), ('military_cell', 'chi bộ Quân sự'), ('school_cell', 'chi bộ trường học'), ('health_cell', 'chi bộ trạm y tế'), ('office_cell', 'chi bộ cơ quan'), ('other', 'đơn vị khác')], max_length=20, verbose_name='loại')),
                ('name', models.CharField(max_length=120, verbose_name='tên')),
                ('order', models.CharField(editable=False, max_length=600, verbose_name='khóa xếp')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='thôi hoạt động từ')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='places.place')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'verbose_name': 'đơn vị',
                'verbose_name_plural': 'đơn vị, tổ chức',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('commune', 'name'), name='one_body_a_name')],
            },
        ),
    ]
