// The app of test/e2e/package/every-construct.ts in Go.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslightsail"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsscheduler"
	"github.com/aws/aws-cdk-go/awscdk/v2/interfaces/interfacesawslightsail"
	"github.com/aws/jsii-runtime-go"
	lib "github.com/cdk-lightsail/cdk-lightsail-go/cdklightsail"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Everything"), &awscdk.StackProps{Env: &awscdk.Environment{Region: jsii.String("eu-central-1")}})

	database := awslightsail.NewCfnDatabase(stack, jsii.String("Database"), &awslightsail.CfnDatabaseProps{
		RelationalDatabaseName:        jsii.String("shop-db"),
		RelationalDatabaseBlueprintId: jsii.String("mysql_8_0"),
		RelationalDatabaseBundleId:    jsii.String("micro_2_0"),
		MasterDatabaseName:            jsii.String("shop"),
		MasterUsername:                jsii.String("shop"),
	})
	web := lib.Instance_FromInstanceName(stack, jsii.String("Web"), jsii.String("web-1"))
	disk := lib.Disk_FromDiskName(stack, jsii.String("Disk"), jsii.String("data-1"))
	schedule := awsscheduler.ScheduleExpression_Cron(&awsscheduler.CronOptionsWithTimezone{Hour: jsii.String("3"), Minute: jsii.String("0")})

	lib.NewLightsailProvider(stack, jsii.String("Provider"), &lib.LightsailProviderProps{
		Shared:   jsii.Bool(true),
		Families: &[]lib.LightsailFamily{lib.LightsailFamily_SNAPSHOTS},
	})

	lib.NewDatabaseSnapshot(stack, jsii.String("DatabaseSnapshot"), &lib.DatabaseSnapshotProps{Database: database})
	lib.NewInstanceSnapshot(stack, jsii.String("InstanceSnapshot"), &lib.InstanceSnapshotProps{Instance: web})
	lib.NewDiskSnapshot(stack, jsii.String("DiskSnapshot"), &lib.DiskSnapshotProps{Disk: disk})
	lib.NewFinalSnapshot(stack, jsii.String("FinalSnapshot"), &lib.FinalSnapshotProps{Source: lib.SnapshotSource_Database(database)})

	email := lib.NewContactMethod(stack, jsii.String("Email"), &lib.ContactMethodProps{
		Endpoint: lib.ContactEndpoint_Email(jsii.String("ops@example.com")),
	})
	lib.NewAlarm(stack, jsii.String("Alarm"), &lib.AlarmProps{
		Metric:             lib.InstanceMetric_CpuUtilization(web),
		Threshold:          jsii.Number(80),
		ComparisonOperator: lib.ComparisonOperator_GREATER_THAN_THRESHOLD,
		ContactMethods:     &[]lib.IContactMethod{email},
	})
	lib.RecommendedAlarms_ForDatabase(stack, jsii.String("DatabaseAlarms"), &lib.DatabaseAlarmsProps{
		Database:       database,
		ContactMethods: &[]lib.IContactMethod{email},
	})

	cdn := lib.NewDistribution(stack, jsii.String("Cdn"), &lib.DistributionProps{
		Origin:          lib.DistributionOrigin_Instance(web, nil),
		Bundle:          lib.DistributionBundle_SMALL_1_0(),
		DefaultBehavior: lib.CacheBehavior_CACHE,
	})
	lib.NewDistributionCacheReset(stack, jsii.String("CacheReset"), &lib.DistributionCacheResetProps{
		Distribution: cdn,
		ResetCacheOn: jsii.String("1"),
	})

	lib.NewSnapshotSchedule(stack, jsii.String("Nightly"), &lib.SnapshotScheduleProps{
		Sources:   &[]lib.SnapshotSource{lib.SnapshotSource_Database(database)},
		Schedule:  schedule,
		Retention: lib.SnapshotRetention_Count(jsii.Number(14)),
	})
	lib.NewDatabaseStartSchedule(stack, jsii.String("Morning"), &lib.DatabaseStartScheduleProps{Database: database, Schedule: schedule})
	lib.NewDatabaseStopSchedule(stack, jsii.String("Night"), &lib.DatabaseStopScheduleProps{Database: database, Schedule: schedule})

	metrics := lib.NewMetricExport(stack, jsii.String("Metrics"), &lib.MetricExportProps{
		Metrics: &[]lib.LightsailMetric{lib.InstanceMetric_CpuUtilization(web)},
	})
	lib.NewLightsailDashboard(stack, jsii.String("Dashboard"), &lib.LightsailDashboardProps{
		Instances: &[]interfacesawslightsail.IInstanceRef{web},
		Metrics:   metrics,
	})

	app.Synth(nil)
}
