import { flag, type InputShape, list, number, structure, text, time } from '../../core/input-shape';

const DIMENSIONS = list(structure({ Name: text, Value: text }));

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
    MetricDataQueries: list(structure({
      Id: text,
      MetricStat: structure({
        Metric: structure({ Namespace: text, MetricName: text, Dimensions: DIMENSIONS }), Period: number, Stat: text, Unit: text,
      }),
      Expression: text,
      Label: text,
      ReturnData: flag,
      Period: number,
      AccountId: text,
    })),
    StartTime: time,
    EndTime: time,
    NextToken: text,
    ScanBy: text,
    MaxDatapoints: number,
  },
  ListMetrics: { Namespace: text, MetricName: text, Dimensions: DIMENSIONS, NextToken: text },
  DescribeAlarms: { AlarmNames: list(text), AlarmNamePrefix: text, StateValue: text, MaxRecords: number, NextToken: text },
  ListDashboards: { DashboardNamePrefix: text },
  GetDashboard: { DashboardName: text },
};
