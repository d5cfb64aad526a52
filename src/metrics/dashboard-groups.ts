import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import { BucketMetric } from './bucket-metric';
import { ContainerServiceMetric } from './container-service-metric';
import type { GraphGroup } from './dashboard-graph';
import { DatabaseMetric } from './database-metric';
import { DistributionMetric } from './distribution-metric';
import { InstanceMetric } from './instance-metric';
import { LoadBalancerMetric } from './load-balancer-metric';
import { MetricStatistic } from './metric-statistic';
import { databaseAlarms } from '../alarms/recommended-database-alarms';
import { instanceAlarms } from '../alarms/recommended-instance-alarms';
import { loadBalancerAlarms } from '../alarms/recommended-load-balancer-alarms';

export function instanceGraphs(instance: lightsail.IInstanceRef): GraphGroup {
  return {
    title: `Instance ${instance.instanceRef.instanceName}`,
    graphs: [
      { title: 'CPU', metrics: [InstanceMetric.cpuUtilization(instance)] },
      { title: 'Burst capacity', metrics: [InstanceMetric.burstCapacityPercentage(instance)] },
      { title: 'Status checks', metrics: [InstanceMetric.statusCheckFailed(instance)] },
      { title: 'Network', metrics: [InstanceMetric.networkIn(instance), InstanceMetric.networkOut(instance)] },
      { title: 'Disk operations', metrics: [InstanceMetric.diskReadOps(instance), InstanceMetric.diskWriteOps(instance)] },
      { title: 'Disk queue', metrics: [InstanceMetric.diskQueueLength(instance)] },
    ],
    recommendations: instanceAlarms({ instance }),
  };
}

export function databaseGraphs(database: lightsail.IDatabaseRef): GraphGroup {
  return {
    title: `Database ${database.databaseRef.relationalDatabaseName}`,
    graphs: [
      { title: 'CPU', metrics: [DatabaseMetric.cpuUtilization(database)] },
      { title: 'Connections', metrics: [DatabaseMetric.databaseConnections(database)] },
      // The sum, which AWS calls the most useful, is five times the truth over five values.
      { title: 'Free storage', metrics: [DatabaseMetric.freeStorageSpace(database)], statistic: MetricStatistic.MINIMUM },
      { title: 'Free memory', metrics: [DatabaseMetric.freeableMemory(database)], statistic: MetricStatistic.MINIMUM },
      { title: 'Network', metrics: [DatabaseMetric.networkReceiveThroughput(database), DatabaseMetric.networkTransmitThroughput(database)] },
      { title: 'Disk queue', metrics: [DatabaseMetric.diskQueueDepth(database)], statistic: MetricStatistic.AVERAGE },
    ],
    recommendations: databaseAlarms({ database }),
  };
}

export function loadBalancerGraphs(loadBalancer: lightsail.ILoadBalancerRef): GraphGroup {
  return {
    title: `Load balancer ${loadBalancer.loadBalancerRef.loadBalancerName}`,
    graphs: [
      {
        title: 'Instances',
        metrics: [LoadBalancerMetric.healthyHostCount(loadBalancer), LoadBalancerMetric.unhealthyHostCount(loadBalancer)],
      },
      { title: 'Requests', metrics: [LoadBalancerMetric.requestCount(loadBalancer)] },
      { title: 'Response time', metrics: [LoadBalancerMetric.instanceResponseTime(loadBalancer)] },
      {
        title: 'Errors of the instances',
        metrics: [LoadBalancerMetric.instance4xxCount(loadBalancer), LoadBalancerMetric.instance5xxCount(loadBalancer)],
      },
      {
        title: 'Errors of the load balancer',
        metrics: [LoadBalancerMetric.loadBalancer4xxCount(loadBalancer), LoadBalancerMetric.loadBalancer5xxCount(loadBalancer)],
      },
      { title: 'Rejected connections', metrics: [LoadBalancerMetric.rejectedConnectionCount(loadBalancer)] },
    ],
    recommendations: loadBalancerAlarms({ loadBalancer }),
  };
}

export function distributionGraphs(distribution: lightsail.IDistributionRef): GraphGroup {
  return {
    title: `Distribution ${distribution.distributionRef.distributionName}`,
    graphs: [
      { title: 'Requests', metrics: [DistributionMetric.requests(distribution)] },
      { title: 'Error rates', metrics: [DistributionMetric.http4xxErrorRate(distribution), DistributionMetric.http5xxErrorRate(distribution)] },
      { title: 'Bytes', metrics: [DistributionMetric.bytesDownloaded(distribution), DistributionMetric.bytesUploaded(distribution)] },
    ],
    recommendations: [],
  };
}

export function bucketGraphs(bucket: lightsail.IBucketRef): GraphGroup {
  return {
    title: `Bucket ${bucket.bucketRef.bucketName}`,
    graphs: [
      { title: 'Size', metrics: [BucketMetric.bucketSizeBytes(bucket)] },
      { title: 'Objects', metrics: [BucketMetric.numberOfObjects(bucket)] },
    ],
    recommendations: [],
  };
}

export function containerServiceGraphs(service: lightsail.IContainerRef): GraphGroup {
  return {
    title: `Container service ${service.containerRef.serviceName}`,
    graphs: [
      { title: 'CPU', metrics: [ContainerServiceMetric.cpuUtilization(service)] },
      { title: 'Memory', metrics: [ContainerServiceMetric.memoryUtilization(service)] },
    ],
    recommendations: [],
  };
}
