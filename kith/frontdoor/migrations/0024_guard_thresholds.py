from django.db import migrations

from kith.sharing.operations import register, sql_file


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0023_thresholds"), ("sharing", "0016_whole_area")]

    operations = [
        register("frontdoor_thresholddocument", change="threshold.keep"),
        register("frontdoor_thresholdcriterion", change="threshold.keep"),
        register("frontdoor_thresholdcheck", change="threshold.keep"),
        register("frontdoor_signoff", change="threshold.sign"),
        register("frontdoor_thresholdinforce", change="threshold.sign"),
        sql_file("frontdoor/sql/thresholds.sql"),
    ]
