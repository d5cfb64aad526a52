"""The app of test/e2e/package/every-construct.ts in Python."""

import cdk_lightsail as library
from aws_cdk import App, Environment, Stack
from aws_cdk import aws_lightsail as lightsail
from aws_cdk import aws_scheduler as scheduler

app = App()
stack = Stack(app, "Everything", env=Environment(region="eu-central-1"))

database = lightsail.CfnDatabase(
    stack,
    "Database",
    relational_database_name="shop-db",
    relational_database_blueprint_id="mysql_8_0",
    relational_database_bundle_id="micro_2_0",
    master_database_name="shop",
    master_username="shop",
)
web = library.Instance.from_instance_name(stack, "Web", "web-1")
disk = library.Disk.from_disk_name(stack, "Disk", "data-1")
schedule = scheduler.ScheduleExpression.cron(hour="3", minute="0")

library.LightsailProvider(stack, "Provider", shared=True, families=[library.LightsailFamily.SNAPSHOTS])

library.DatabaseSnapshot(stack, "DatabaseSnapshot", database=database)
library.InstanceSnapshot(stack, "InstanceSnapshot", instance=web)
library.DiskSnapshot(stack, "DiskSnapshot", disk=disk)
library.FinalSnapshot(stack, "FinalSnapshot", source=library.SnapshotSource.database(database))

email = library.ContactMethod(stack, "Email", endpoint=library.ContactEndpoint.email("ops@example.com"))
library.Alarm(
    stack,
    "Alarm",
    metric=library.InstanceMetric.cpu_utilization(web),
    threshold=80,
    comparison_operator=library.ComparisonOperator.GREATER_THAN_THRESHOLD,
    contact_methods=[email],
)
library.RecommendedAlarms.for_database(stack, "DatabaseAlarms", database=database, contact_methods=[email])

cdn = library.Distribution(
    stack,
    "Cdn",
    origin=library.DistributionOrigin.instance(web),
    bundle=library.DistributionBundle.SMALL_1_0,
    default_behavior=library.CacheBehavior.CACHE,
)
library.DistributionCacheReset(stack, "CacheReset", distribution=cdn, reset_cache_on="1")

library.SnapshotSchedule(
    stack,
    "Nightly",
    sources=[library.SnapshotSource.database(database)],
    schedule=schedule,
    retention=library.SnapshotRetention.count(14),
)
library.DatabaseStartSchedule(stack, "Morning", database=database, schedule=schedule)
library.DatabaseStopSchedule(stack, "Night", database=database, schedule=schedule)

metrics = library.MetricExport(stack, "Metrics", metrics=[library.InstanceMetric.cpu_utilization(web)])
library.LightsailDashboard(stack, "Dashboard", instances=[web], metrics=metrics)

app.synth()
