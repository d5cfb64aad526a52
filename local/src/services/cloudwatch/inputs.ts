import { flag, type InputShape, list, number, structure, text, time } from '../../core/input-shape';

const DIMENSIONS = list(structure({ Name: text, Value: text }));

const QUERIES = list(structure({
  Id: text,
  MetricStat: structure({
    Metric: structure({ Namespace: text, MetricName: text, Dimensions: DIMENSIONS }), Period: number, Stat: text, Unit: text,
  }),
  Expression: text,
  Label: text,
  ReturnData: flag,
  Period: number,
  AccountId: text,
}));
const TEXTS = list(text);
const ALARM = {
  AlarmName: text,
  AlarmDescription: text,
  ActionsEnabled: flag,
  OKActions: TEXTS,
  AlarmActions: TEXTS,
  InsufficientDataActions: TEXTS,
  Tags: list(structure({ Key: text, Value: text })),
};
const SINGLE_METRIC = { Namespace: text, MetricName: text, Dimensions: DIMENSIONS, Stat: text };
const DETECTOR = { ...SINGLE_METRIC, SingleMetricAnomalyDetector: structure({ ...SINGLE_METRIC, AccountId: text }) };

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html */
export const CLOUDWATCH_INPUTS: Readonly<Record<string, InputShape>> = {
  PutMetricData: {
    Namespace: text,
    MetricData: list(structure({
      MetricName: text,
      Dimensions: DIMENSIONS,
      Timestamp: time,
      Value: number,
      StatisticValues: structure({ SampleCount: number, Sum: number, Minimum: number, Maximum: number }),
      Unit: text,
    })),
  },
  GetMetricData: {
    MetricDataQueries: QUERIES,
    StartTime: time,
    EndTime: time,
    NextToken: text,
    ScanBy: text,
    MaxDatapoints: number,
  },
  ListMetrics: { Namespace: text, MetricName: text, Dimensions: DIMENSIONS, NextToken: text },
  DescribeAlarms: { AlarmNames: TEXTS, AlarmTypes: TEXTS, AlarmNamePrefix: text, StateValue: text, MaxRecords: number, NextToken: text },
  PutMetricAlarm: {
    ...ALARM,
    MetricName: text,
    Namespace: text,
    Statistic: text,
    ExtendedStatistic: text,
    Dimensions: DIMENSIONS,
    Period: number,
    Unit: text,
    EvaluationPeriods: number,
    DatapointsToAlarm: number,
    Threshold: number,
    ComparisonOperator: text,
    TreatMissingData: text,
    EvaluateLowSampleCountPercentile: text,
    Metrics: QUERIES,
    ThresholdMetricId: text,
  },
  PutCompositeAlarm: {
    ...ALARM, AlarmRule: text, ActionsSuppressor: text, ActionsSuppressorWaitPeriod: number, ActionsSuppressorExtensionPeriod: number,
  },
  DeleteAlarms: { AlarmNames: TEXTS },
  SetAlarmState: { AlarmName: text, StateValue: text, StateReason: text, StateReasonData: text },
  EnableAlarmActions: { AlarmNames: TEXTS },
  DisableAlarmActions: { AlarmNames: TEXTS },
  PutAnomalyDetector: {
    ...DETECTOR,
    Configuration: structure({ ExcludedTimeRanges: list(structure({ StartTime: time, EndTime: time })), MetricTimezone: text }),
  },
  DeleteAnomalyDetector: DETECTOR,
  DescribeAnomalyDetectors: {
    Namespace: text, MetricName: text, Dimensions: DIMENSIONS, NextToken: text, MaxResults: number, AnomalyDetectorTypes: TEXTS,
  },
  ListDashboards: { DashboardNamePrefix: text },
  GetDashboard: { DashboardName: text },
};
