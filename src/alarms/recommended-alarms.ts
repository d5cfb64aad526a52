import { Construct } from 'constructs';
import { Alarm } from './alarm';
import type { Recommendation } from './recommendation';
import type { RecommendedAlarmsOptions } from './recommended-alarm-options';
import { databaseAlarms, type DatabaseAlarmsProps } from './recommended-database-alarms';
import { instanceAlarms, type InstanceAlarmsProps } from './recommended-instance-alarms';
import { loadBalancerAlarms, type LoadBalancerAlarmsProps } from './recommended-load-balancer-alarms';

/**
 * A sensible set of alarms for a resource. Each can be changed or left out; and as it takes one of the two alarms that
 * Lightsail has for a metric, each leaves room for one of your own.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-alarms.html
 */
export class RecommendedAlarms extends Construct {
  /**
   * For an instance: burst capacity, CPU, status checks.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param props the instance, who is notified, and what to change
   */
  static forInstance(scope: Construct, id: string, props: InstanceAlarmsProps): RecommendedAlarms {
    return new RecommendedAlarms(scope, id, props, instanceAlarms(props));
  }

  /**
   * For a database: CPU, free storage, connections, free memory.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param props the database, who is notified, and what to change
   */
  static forDatabase(scope: Construct, id: string, props: DatabaseAlarmsProps): RecommendedAlarms {
    return new RecommendedAlarms(scope, id, props, databaseAlarms(props));
  }

  /**
   * For a load balancer: healthy and unhealthy hosts, errors of its own and of its instances, response time, rejected
   * connections.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param props the load balancer, who is notified, and what to change
   */
  static forLoadBalancer(scope: Construct, id: string, props: LoadBalancerAlarmsProps): RecommendedAlarms {
    return new RecommendedAlarms(scope, id, props, loadBalancerAlarms(props));
  }

  /** The alarms, without those that were left out. */
  public readonly alarms: Alarm[];

  private constructor(scope: Construct, id: string, options: RecommendedAlarmsOptions, recommendations: Recommendation[]) {
    super(scope, id);
    this.alarms = recommendations.filter(({ changes }) => !changes?.omit).map((recommendation) => this.make(recommendation, options));
  }

  private make({ id, changes, ...recommended }: Recommendation, options: RecommendedAlarmsOptions): Alarm {
    return new Alarm(this, id, {
      ...recommended,
      threshold: changes?.threshold ?? recommended.threshold,
      evaluationPeriods: changes?.evaluationPeriods ?? recommended.evaluationPeriods,
      datapointsToAlarm: changes?.datapointsToAlarm ?? (changes?.evaluationPeriods === undefined ? recommended.datapointsToAlarm : undefined),
      treatMissingData: changes?.treatMissingData ?? recommended.treatMissingData,
      contactMethods: changes?.contactMethods ?? options.contactMethods,
      notifyOn: changes?.notifyOn ?? options.notifyOn,
      provider: options.provider,
    });
  }
}
