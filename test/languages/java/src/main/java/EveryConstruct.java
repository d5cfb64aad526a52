import io.github.cdklightsail.Alarm;
import io.github.cdklightsail.CacheBehavior;
import io.github.cdklightsail.ComparisonOperator;
import io.github.cdklightsail.ContactEndpoint;
import io.github.cdklightsail.ContactMethod;
import io.github.cdklightsail.DatabaseSnapshot;
import io.github.cdklightsail.DatabaseStartSchedule;
import io.github.cdklightsail.DatabaseStopSchedule;
import io.github.cdklightsail.Disk;
import io.github.cdklightsail.DiskSnapshot;
import io.github.cdklightsail.Distribution;
import io.github.cdklightsail.DistributionBundle;
import io.github.cdklightsail.DistributionCacheReset;
import io.github.cdklightsail.DistributionOrigin;
import io.github.cdklightsail.FinalSnapshot;
import io.github.cdklightsail.Instance;
import io.github.cdklightsail.InstanceMetric;
import io.github.cdklightsail.InstanceSnapshot;
import io.github.cdklightsail.LightsailDashboard;
import io.github.cdklightsail.LightsailFamily;
import io.github.cdklightsail.LightsailProvider;
import io.github.cdklightsail.MetricExport;
import io.github.cdklightsail.RecommendedAlarms;
import io.github.cdklightsail.DatabaseAlarmsProps;
import io.github.cdklightsail.SnapshotRetention;
import io.github.cdklightsail.SnapshotSchedule;
import io.github.cdklightsail.SnapshotSource;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lightsail.CfnDatabase;
import software.amazon.awscdk.services.scheduler.CronOptionsWithTimezone;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;

/** The app of test/e2e/package/every-construct.ts in Java. */
public final class EveryConstruct {
  public static void main(final String[] args) {
    App app = new App();
    Stack stack = new Stack(app, "Everything", StackProps.builder().env(Environment.builder().region("eu-central-1").build()).build());

    CfnDatabase database = CfnDatabase.Builder.create(stack, "Database")
        .relationalDatabaseName("shop-db")
        .relationalDatabaseBlueprintId("mysql_8_0")
        .relationalDatabaseBundleId("micro_2_0")
        .masterDatabaseName("shop")
        .masterUsername("shop")
        .build();
    var web = Instance.fromInstanceName(stack, "Web", "web-1");
    var disk = Disk.fromDiskName(stack, "Disk", "data-1");
    ScheduleExpression schedule = ScheduleExpression.cron(CronOptionsWithTimezone.builder().hour("3").minute("0").build());

    LightsailProvider.Builder.create(stack, "Provider").shared(true).families(List.of(LightsailFamily.SNAPSHOTS)).build();

    DatabaseSnapshot.Builder.create(stack, "DatabaseSnapshot").database(database).build();
    InstanceSnapshot.Builder.create(stack, "InstanceSnapshot").instance(web).build();
    DiskSnapshot.Builder.create(stack, "DiskSnapshot").disk(disk).build();
    FinalSnapshot.Builder.create(stack, "FinalSnapshot").source(SnapshotSource.database(database)).build();

    ContactMethod email = ContactMethod.Builder.create(stack, "Email").endpoint(ContactEndpoint.email("ops@example.com")).build();
    Alarm.Builder.create(stack, "Alarm")
        .metric(InstanceMetric.cpuUtilization(web))
        .threshold(80)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
        .contactMethods(List.of(email))
        .build();
    RecommendedAlarms.forDatabase(stack, "DatabaseAlarms",
        DatabaseAlarmsProps.builder().database(database).contactMethods(List.of(email)).build());

    Distribution cdn = Distribution.Builder.create(stack, "Cdn")
        .origin(DistributionOrigin.instance(web))
        .bundle(DistributionBundle.SMALL_1_0)
        .defaultBehavior(CacheBehavior.CACHE)
        .build();
    DistributionCacheReset.Builder.create(stack, "CacheReset").distribution(cdn).resetCacheOn("1").build();

    SnapshotSchedule.Builder.create(stack, "Nightly")
        .sources(List.of(SnapshotSource.database(database)))
        .schedule(schedule)
        .retention(SnapshotRetention.count(14))
        .build();
    DatabaseStartSchedule.Builder.create(stack, "Morning").database(database).schedule(schedule).build();
    DatabaseStopSchedule.Builder.create(stack, "Night").database(database).schedule(schedule).build();

    MetricExport metrics = MetricExport.Builder.create(stack, "Metrics").metrics(List.of(InstanceMetric.cpuUtilization(web))).build();
    LightsailDashboard.Builder.create(stack, "Dashboard").instances(List.of(web)).metrics(metrics).build();

    app.synth();
  }
}
