import { Resource, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { widgetsOf } from './dashboard-graph';
import { bucketGraphs, containerServiceGraphs, databaseGraphs, distributionGraphs, instanceGraphs, loadBalancerGraphs } from './dashboard-groups';
import { exportsOf, MetricExport } from './metric-export';
import { EXPORT_NAMESPACE } from './metric-export-contract';
import { refuse } from '../private/refuse';
import type { LightsailSchedule } from '../schedules/lightsail-schedule';

/**
 * Properties of a dashboard.
 */
export interface LightsailDashboardProps {
  /**
   * Instances to show.
   *
   * @default - none
   */
  readonly instances?: lightsail.IInstanceRef[];

  /**
   * Databases to show.
   *
   * @default - none
   */
  readonly databases?: lightsail.IDatabaseRef[];

  /**
   * Load balancers to show.
   *
   * @default - none
   */
  readonly loadBalancers?: lightsail.ILoadBalancerRef[];

  /**
   * Distributions to show.
   *
   * @default - none
   */
  readonly distributions?: lightsail.IDistributionRef[];

  /**
   * Buckets to show.
   *
   * @default - none
   */
  readonly buckets?: lightsail.IBucketRef[];

  /**
   * Container services to show.
   *
   * @default - none
   */
  readonly containerServices?: lightsail.IContainerRef[];

  /**
   * Schedules to show: how many targets succeeded, failed, and were skipped.
   *
   * @default - none
   */
  readonly schedules?: LightsailSchedule[];

  /**
   * The export that copies the metrics into CloudWatch. Metrics that it lacks are added to it.
   *
   * @default - the stack's export into the namespace `Lightsail`, created if there is no such export
   */
  readonly metrics?: MetricExport;

  /**
   * The dashboard's name, unique in the account: dashboards are global.
   *
   * @default - generated
   */
  readonly dashboardName?: string;
}

/**
 * A CloudWatch dashboard of Lightsail resources and schedules, with the thresholds of the recommended alarms. At least one
 * resource or schedule is required.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
 */
@propertyInjectable
export class LightsailDashboard extends Resource {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.LightsailDashboard';

  /** The dashboard, for more widgets. */
  public readonly dashboard: cloudwatch.Dashboard;

  /** The export that its metrics come from; undefined if it shows only schedules. */
  public readonly metrics?: MetricExport;

  constructor(scope: Construct, id: string, props: LightsailDashboardProps) {
    super(scope, id);
    const groups = [
      ...(props.instances ?? []).map(instanceGraphs),
      ...(props.loadBalancers ?? []).map(loadBalancerGraphs),
      ...(props.databases ?? []).map(databaseGraphs),
      ...(props.distributions ?? []).map(distributionGraphs),
      ...(props.containerServices ?? []).map(containerServiceGraphs),
      ...(props.buckets ?? []).map(bucketGraphs),
    ];
    const { schedules = [] } = props;
    if (groups.length === 0 && schedules.length === 0) {
      refuse(this, { got: 'a dashboard without resources and schedules', expected: 'at least one resource or schedule', fix: 'pass what the dashboard should show' });
    }
    this.dashboard = new cloudwatch.Dashboard(this, 'Resource', { dashboardName: props.dashboardName });
    this.node.defaultChild = this.dashboard.node.defaultChild;
    if (groups.length > 0) {
      const source = props.metrics ?? stackExport(this);
      this.metrics = source;
      for (const group of groups) this.dashboard.addWidgets(...widgetsOf(group, source));
    }
    if (schedules.length > 0) this.dashboard.addWidgets(...scheduleWidgets(schedules));
  }
}

function stackExport(scope: Construct): MetricExport {
  const existing = exportsOf(Stack.of(scope)).find(({ namespace }) => namespace === EXPORT_NAMESPACE);
  return existing ?? new MetricExport(scope, 'Metrics');
}

function scheduleWidgets(schedules: readonly LightsailSchedule[]): cloudwatch.IWidget[] {
  return [
    new cloudwatch.TextWidget({ markdown: '## Schedules', width: 24, height: 1 }),
    ...schedules.map((schedule) => new cloudwatch.GraphWidget({
      title: schedule.node.id,
      width: 8,
      left: [
        schedule.metricSucceeded({ label: 'succeeded', color: cloudwatch.Color.GREEN }),
        schedule.metricSkipped({ label: 'skipped', color: cloudwatch.Color.GREY }),
        schedule.metricFailed({ label: 'failed', color: cloudwatch.Color.RED }),
      ],
      leftYAxis: { min: 0, showUnits: false },
    })),
  ];
}
