from django.db import migrations

from kith.sharing.operations import own_hand


class Migration(migrations.Migration):
    dependencies = [("people", "0002_guard")]

    operations = [
        own_hand("people_identitydecision"),
    ]
