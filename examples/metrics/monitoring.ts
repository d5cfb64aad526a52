import { App, Duration, Stack } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { MonitoringFacade, SnsAlarmActionStrategy } from 'cdk-monitoring-constructs';
import type { Construct } from 'constructs';
import { Database, DatabaseMetric, Instance, InstanceMetric, MetricExport } from '../../src';

/** Lightsail's metrics beside everything else that a team watches with cdk-monitoring-constructs: graphs, alarms, a topic. */
export class ShopMonitoring extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Lightsail metrics in cdk-monitoring-constructs: an example of cdk-lightsail', env: { region: 'eu-central-1' } });
    const web = Instance.fromInstanceName(this, 'Web', 'shop-web');
    const database = Database.fromDatabaseName(this, 'Database', 'shop-db');
    const onCall = new sns.Topic(this, 'OnCall', { enforceSSL: true });
    // A topic with a policy of its own takes nothing from alarms unless it says so.
    onCall.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'));

    const [cpu, received, sent] = [InstanceMetric.cpuUtilization(web), InstanceMetric.networkIn(web), InstanceMetric.networkOut(web)];
    const connections = DatabaseMetric.databaseConnections(database);
    const metrics = new MetricExport(this, 'Metrics', { metrics: [cpu, received, sent, connections] });

    const monitoring = new MonitoringFacade(this, 'Shop', {
      alarmFactoryDefaults: {
        alarmNamePrefix: 'Shop',
        actionsEnabled: true,
        action: new SnsAlarmActionStrategy({ onAlarmTopic: onCall, onOkTopic: onCall }),
      },
    });
    monitoring.addLargeHeader('Shop').monitorCustom({
      alarmFriendlyName: 'Lightsail',
      humanReadableName: 'Lightsail',
      metricGroups: [
        {
          title: 'Processor',
          metrics: [{
            metric: metrics.metric(cpu),
            alarmFriendlyName: 'Cpu',
            addAlarm: {
              Warning: {
                threshold: 80,
                comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
                datapointsToAlarm: 2,
                treatMissingDataOverride: TreatMissingData.NOT_BREACHING,
              },
            },
          }],
        },
        {
          title: 'Traffic and connections',
          metrics: [
            {
              metric: new MathExpression({
                label: 'Traffic',
                expression: '(received + sent) / PERIOD(received)',
                usingMetrics: { received: metrics.metric(received), sent: metrics.metric(sent) },
                period: Duration.minutes(5),
              }),
              alarmFriendlyName: 'Traffic',
              addAlarm: {
                Critical: { threshold: 1_000_000, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD, datapointsToAlarm: 3 },
              },
            },
            metrics.metric(connections).with({ period: Duration.minutes(5) }),
          ],
        },
      ],
    });
  }
}

if (require.main === module) {
  const app = new App();
  new ShopMonitoring(app, 'ShopMonitoring');
  app.synth();
}
