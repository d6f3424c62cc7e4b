
import django.db.models.deletion
import handoff.fields
import handoff.models.notices
import handoff.providers.registry
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agents', '0005_retention_and_switching_off'),
        ('handoff', '0009_what_was_sent_to_whom'),
    ]

    operations = [
        migrations.CreateModel(
            name='HeardNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('platform', models.CharField(choices=handoff.providers.registry.choices, max_length=20)),
                ('event', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agents.brand')),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='heard_notices_by_age')],
                'constraints': [models.UniqueConstraint(fields=('brand', 'platform', 'event'), name='each_notice_is_heard_once')],
            },
        ),
        migrations.CreateModel(
            name='NoticeSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('platform', models.CharField(choices=handoff.providers.registry.choices, max_length=20)),
                ('address', models.CharField(default=handoff.models.notices.new_address, editable=False, max_length=64, unique=True)),
                ('secret', handoff.fields.EncryptedTextField(blank=True, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('heard_at', models.DateTimeField(null=True)),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_sources', to='agents.brand')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('brand', 'platform'), name='one_notice_source_per_platform')],
            },
        ),
    ]
