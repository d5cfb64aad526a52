import { AlarmState, ComparisonOperator, ContactProtocol, TreatMissingData } from '@aws-sdk/client-lightsail';
import type { TextRule } from '../input-patterns';

/** Limits on the texts of the calls for alarms, contact methods and load balancers. Names as for every resource. */
export function alarmTextRules(name: TextRule): Readonly<Record<string, TextRule>> {
  return {
    alarmName: name,
    comparisonOperator: { values: Object.values(ComparisonOperator) },
    contactEndpoint: { minLength: 1, maxLength: 256 },
    contactProtocols: { values: Object.values(ContactProtocol) },
    loadBalancerName: name,
    notificationTriggers: { values: Object.values(AlarmState) },
    protocol: { values: Object.values(ContactProtocol) },
    protocols: { values: Object.values(ContactProtocol) },
    treatMissingData: { values: Object.values(TreatMissingData) },
  };
}
