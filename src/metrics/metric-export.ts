import { Duration, Lazy, Resource, Stack, TimeZone } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { Construct } from 'constructs';
import { LightsailMetric } from './lightsail-metric';
import { checkNamespaceIsFree, checkDimensions, checkInterval, checkMetricOptions, checkMetrics, checkNamespace } from './metric-export-checks';
import {
  CLAIM_LIMIT_SECONDS, EXPORT_DIMENSION, EXPORT_NAMESPACE, type ExportedMetric, type ExportedResource, type MetricExportEvent,
  NOT_EXPORTED_DETAIL_TYPE,
} from './metric-export-contract';
import { MetricResourceType } from './metric-resource-type';
import { checkEnvironment, warnOfRegion } from '../private/environment-checks';
import { refuse } from '../private/refuse';
import { checkClass } from '../private/untyped-checks';
import { LightsailFamily } from '../provider/family';
import { LightsailProvider } from '../provider/lightsail-provider';
import type { ILightsailProvider } from '../provider/provider-ref';
import { invokeRole } from '../schedules/invoke-role';
import { RESULT_SOURCE } from '../schedules/schedule-contract';

/**
 * Properties of an export of metrics.
 */
export interface MetricExportProps {
  /**
   * The metrics to export, at most 500: `InstanceMetric.cpuUtilization(web)`, `DatabaseMetric.all(database)`, … More
   * can be added later with `addMetrics`.
   *
   * @default - what is added with `addMetrics`
   */
  readonly metrics?: LightsailMetric[];

  /**
   * How often it runs: 5, 10, 15, 20, 30 or 60 minutes. Each run exports what Lightsail has published since the run before.
   * The values keep their own times and periods, whatever the interval is; with a longer interval they cost less and arrive
   * later.
   *
   * @default Duration.minutes(5)
   */
  readonly interval?: Duration;

  /**
   * The namespace in CloudWatch: `Lightsail`, or a name that begins with `Lightsail/`. A stack can have one export per
   * namespace.
   *
   * @default 'Lightsail'
   */
  readonly namespace?: string;

  /**
   * Dimensions of every metric, besides the resource's own (`InstanceName`, `DatabaseName`, …). A change begins new
   * metrics.
   *
   * @default - only the resource's own dimension
   */
  readonly dimensions?: { [name: string]: string };

  /**
   * Whether it runs. What Lightsail publishes more than twelve hours before it runs again is not exported.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * The provider that carries out the export.
   *
   * @default - the default of the scope (`LightsailProvider.setDefault`), otherwise the stack's own provider
   */
  readonly provider?: ILightsailProvider;
}

/**
 * Copies Lightsail's metrics into CloudWatch, where all of CloudWatch works on them: alarms with SNS, composite alarms,
 * anomaly detection, dashboards, metric maths.
 *
 * Each value is put once, as a statistic set with its own time, about five to ten minutes after its period. What Lightsail
 * publishes late is added later, if it is less than twelve hours late. The first run after a deployment exports nothing; values
 * arrive from the second run on. docs/metrics.md explains why, and what it costs.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-resource-health-metrics.html
 */
@propertyInjectable
export class MetricExport extends Resource {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.MetricExport';

  /** The namespace in CloudWatch. */
  public readonly namespace: string;

  /** How often it runs. */
  public readonly interval: Duration;

  private readonly dimensions: { [name: string]: string };
  private readonly exported = new Map<string, LightsailMetric>();
  private readonly schedule: scheduler.CfnSchedule;

  constructor(scope: Construct, id: string, props: MetricExportProps = {}) {
    super(scope, id);
    this.namespace = props.namespace ?? EXPORT_NAMESPACE;
    this.interval = props.interval ?? Duration.minutes(5);
    this.dimensions = { ...props.dimensions };
    const minutes = checkInterval(this, this.interval);
    checkNamespace(this, this.namespace);
    checkDimensions(this, this.dimensions);
    const siblings = exportsOf(Stack.of(this));
    checkNamespaceIsFree(this, this.namespace, siblings);
    siblings.push(this);

    warnOfRegion(this);
    const provider = props.provider ?? LightsailProvider.of(this);
    const role = invokeRole(this, provider);
    const schedule = new scheduler.Schedule(this, 'Schedule', {
      // A cron, not a rate: its times do not move when the schedule is changed.
      schedule: scheduler.ScheduleExpression.cron({ minute: minutes === 60 ? '0' : `0/${minutes}`, timeZone: TimeZone.ETC_UTC }),
      description: `Exports Lightsail metrics to CloudWatch (${this.node.path})`.slice(0, 512),
      enabled: props.enabled,
      target: {
        bind: () => ({
          arn: provider.functionArn,
          role,
          input: scheduler.ScheduleTargetInput.fromObject(this.event()),
          // A run that cannot begin in time is not worth a try: the next one does its work.
          retryPolicy: { maximumEventAgeInSeconds: CLAIM_LIMIT_SECONDS, maximumRetryAttempts: 185 },
        }),
      },
    });
    schedule.node.addDependency(provider.useFamily(LightsailFamily.METRICS, this));
    this.schedule = schedule.node.defaultChild as scheduler.CfnSchedule;
    this.node.defaultChild = this.schedule;
    this.node.addValidation({ validate: () => checkMetrics(this, this.allMetrics) });
    if (props.metrics) this.addMetrics(...props.metrics);
  }

  /** The metrics that are exported. */
  public get allMetrics(): LightsailMetric[] {
    return [...this.exported.values()];
  }

  /**
   * Exports these metrics as well. A metric that is exported already is not exported twice.
   *
   * @param metrics the metrics
   */
  addMetrics(...metrics: LightsailMetric[]): void {
    for (const metric of metrics) {
      checkClass(this, 'metrics', metric, LightsailMetric, 'InstanceMetric.cpuUtilization(web)');
      // Distributions are in no region but us-east-1, wherever the stack is.
      checkEnvironment(this, metric._resource, { anyRegion: metric.resourceType === MetricResourceType.DISTRIBUTION });
      this.exported.set(keyOf(metric), metric);
    }
  }

  /**
   * The exported metric in CloudWatch: for alarms, dashboards, maths.
   *
   * What the metric cannot have is rejected: a statistic other than Average, Sum, Minimum, Maximum and SampleCount (Lightsail
   * does not return the individual values, which percentiles need), and a period shorter than that of Lightsail's own values.
   *
   * @param metric one of those that are exported
   * @param options what differs from the default
   * @default - the statistic that AWS calls the most useful, over the period in which Lightsail publishes it, in its unit
   */
  metric(metric: LightsailMetric, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    if (!this.exported.has(keyOf(metric))) {
      refuse(this, {
        got: `${metric.metricName} of the ${metric.resourceType} '${metric.resourceName}'`,
        expected: 'a metric that is exported: CloudWatch has no values of any other',
        fix: 'add it to `metrics`, or call addMetrics first',
      });
    }
    checkMetricOptions(this, metric, options);
    return new cloudwatch.Metric({
      namespace: this.namespace,
      metricName: metric.metricName,
      dimensionsMap: { ...this.dimensions, [EXPORT_DIMENSION[metric.resourceType]]: metric.resourceName },
      statistic: metric.statistic,
      period: metric.period,
      unit: metric.unit as unknown as cloudwatch.Unit,
      ...options,
    }).attachTo(this);
  }

  /**
   * A rule for metrics that cannot be exported: the resource is gone or may not be read, or Lightsail rejects the metric.
   * One event is sent, and another one only after the metric could be read in between.
   *
   * @param id the rule's id
   * @param options the rule's target and more
   */
  onNotExported(id: string, options: events.OnEventOptions = {}): events.Rule {
    const rule = new events.Rule(options.crossStackScope ?? this, id, options);
    rule.addEventPattern({
      source: [RESULT_SOURCE],
      detailType: [NOT_EXPORTED_DETAIL_TYPE],
      detail: { stack: [Stack.of(this).stackId], export: [this.logicalId()] },
    });
    rule.addTarget(options.target);
    return rule;
  }

  private event(): MetricExportEvent {
    const stack = Stack.of(this);
    return {
      CdkLightsailMetricExport: {
        StackId: stack.stackId,
        StackName: stack.stackName,
        LogicalId: this.logicalId(),
        Namespace: this.namespace,
        ScheduledTime: scheduler.ContextAttribute.scheduledTime,
        Dimensions: this.dimensions,
        Resources: Lazy.any({ produce: () => this.resources() }) as unknown as ExportedResource[],
      },
    };
  }

  private resources(): ExportedResource[] {
    const byResource = new Map<string, { readonly resource: LightsailMetric; readonly metrics: ExportedMetric[] }>();
    for (const metric of this.exported.values()) {
      const key = `${metric.resourceType} ${metric.resourceName}`;
      const entry = byResource.get(key) ?? { resource: metric, metrics: [] };
      byResource.set(key, entry);
      entry.metrics.push([metric.metricName, metric.unit, metric.period.toSeconds()]);
    }
    return [...byResource.values()].map(({ resource, metrics }) => [resource.resourceType, resource.resourceName, metrics]);
  }

  /** Known only when the schedule is made; the schedule's own input holds it, too. */
  private logicalId(): string {
    return Lazy.string({ produce: () => this.schedule.logicalId });
  }
}

const exportsByStack = new WeakMap<Stack, MetricExport[]>();

/** The exports of a stack, in the order in which they were made. */
export function exportsOf(stack: Stack): MetricExport[] {
  const known = exportsByStack.get(stack) ?? [];
  exportsByStack.set(stack, known);
  return known;
}

function keyOf(metric: LightsailMetric): string {
  return [metric.resourceType, metric.resourceName, metric.metricName].join(' ');
}
