import { actionsOf, descriptionOf } from './alarm-properties';
import { parseRule } from './composite-rule';
import { alarmArn, situationOf, type StoredCompositeAlarm } from './state';
import type { Account } from '../../core/account';
import type { Properties } from '../../core/resource-type';
import { ServiceError } from '../../core/service';

/** A composite alarm as its properties say, or why CloudWatch would not take them. */
export function readCompositeAlarm(account: Account, region: string, name: string, properties: Properties): StoredCompositeAlarm {
  const rule = String(properties.AlarmRule ?? '');
  parseRule(rule);
  const arn = alarmArn(account, region, name);
  return {
    ...situationOf(account, arn),
    ...descriptionOf(properties),
    arn,
    name,
    region,
    rule,
    actionsEnabled: String(properties.ActionsEnabled ?? true) === 'true',
    actions: actionsOf(properties),
    configuredAt: account.clock.now(),
    ...suppressorOf(account, region, properties),
  };
}

function suppressorOf(
  account: Account, region: string, { ActionsSuppressor, ActionsSuppressorWaitPeriod, ActionsSuppressorExtensionPeriod }: Properties,
): Pick<StoredCompositeAlarm, 'suppressor'> {
  const periods = [ActionsSuppressorWaitPeriod, ActionsSuppressorExtensionPeriod];
  if (ActionsSuppressor === undefined) {
    if (periods.every((period) => period === undefined)) return {};
    throw new ServiceError('ValidationError', 'ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod require ActionsSuppressor.');
  }
  const [waitPeriod, extensionPeriod] = periods.map((period) => Number(period));
  if (!periods.every((period) => Number.isInteger(Number(period ?? NaN)) && Number(period) >= 0)) {
    throw new ServiceError('ValidationError', 'ActionsSuppressor requires ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod.');
  }
  const suppressor = String(ActionsSuppressor);
  const arn = suppressor.startsWith('arn:') ? suppressor : alarmArn(account, region, suppressor);
  return { suppressor: { arn, waitPeriod: waitPeriod * 1000, extensionPeriod: extensionPeriod * 1000 } };
}
