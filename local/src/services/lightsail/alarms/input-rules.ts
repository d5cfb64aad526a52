import type { TextRule } from '../input-patterns';

/** Limits on the texts of the calls for alarms, contact methods and load balancers. Names as for every resource. */
export function alarmTextRules(name: TextRule): Readonly<Record<string, TextRule>> {
  return {
    alarmName: name,
    contactEndpoint: { minLength: 1, maxLength: 256 },
    loadBalancerName: name,
  };
}
