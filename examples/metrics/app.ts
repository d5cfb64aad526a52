import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { DatabaseMetric, DatabaseStopSchedule, InstanceMetric, LightsailDashboard, MetricExport } from '../../src';

/**
 * What Lightsail alone cannot do with its metrics: an alarm with an SNS topic, maths, and a dashboard beside the state of a
 * schedule.
 */
export class MonitoredShop extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Lightsail metrics in CloudWatch: an example of cdk-lightsail', env: { region: 'eu-central-1' } });
    const database = new lightsail.CfnDatabase(this, 'Database', {
      relationalDatabaseName: 'shop-db',
      relationalDatabaseBlueprintId: 'mysql_8_0',
      relationalDatabaseBundleId: 'micro_2_0',
      masterDatabaseName: 'shop',
      masterUsername: 'shop',
    });
    const web = new lightsail.CfnInstance(this, 'Web', { instanceName: 'shop-web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    const onCall = new sns.Topic(this, 'OnCall', { enforceSSL: true });
    // A topic with a policy of its own takes nothing from alarms unless it says so.
    onCall.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'));

    const cpu = InstanceMetric.cpuUtilization(web);
    const metrics = new MetricExport(this, 'Metrics', { metrics: [cpu, ...DatabaseMetric.all(database)] });
    metrics.onNotExported('Missing', { target: new SnsTopic(onCall) });

    const busy = metrics.metric(cpu).createAlarm(this, 'Busy', {
      threshold: 80,
      evaluationPeriods: 2,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    busy.addAlarmAction(new SnsAction(onCall));
    busy.addOkAction(new SnsAction(onCall));

    const night = new DatabaseStopSchedule(this, 'Night', { database, schedule: ScheduleExpression.cron({ hour: '20', minute: '0' }) });
    const { dashboard } = new LightsailDashboard(this, 'Dashboard', { instances: [web], databases: [database], schedules: [night], metrics });
    dashboard.addWidgets(new cloudwatch.GraphWidget({
      title: 'Database traffic, both ways',
      left: [new cloudwatch.MathExpression({
        expression: 'received + sent',
        usingMetrics: {
          received: metrics.metric(DatabaseMetric.networkReceiveThroughput(database)),
          sent: metrics.metric(DatabaseMetric.networkTransmitThroughput(database)),
        },
        period: Duration.minutes(5),
      })],
    }));
  }
}

if (require.main === module) {
  const app = new App();
  new MonitoredShop(app, 'MonitoredShop');
  app.synth();
}
