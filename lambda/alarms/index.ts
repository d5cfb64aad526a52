import { AlarmHandler } from './alarm-handler';
import { ContactMethodHandler } from './contact-method-handler';
import { LightsailAlarms } from './lightsail-alarms';
import { LightsailContactMethods } from './lightsail-contact-methods';
import type { Stacks } from '../aws/cloudformation';
import type { WaiterExecutions } from '../aws/step-functions';
import type { AnyResourceHandler } from '../cloudformation/resource-handler';
import type { LightsailClients } from '../lightsail/client';
import { LightsailOperations } from '../lightsail/operations';
import { LightsailTagging } from '../lightsail/tagging';

/** The handlers of the family: its custom resources, with Lightsail behind them. */
export function alarmHandlers(
  client: LightsailClients, cloud: { readonly stacks: Stacks; readonly executions: WaiterExecutions },
): AnyResourceHandler[] {
  const common = { operations: new LightsailOperations(client), tagging: new LightsailTagging(client), ...cloud };
  return [
    new AlarmHandler({ ...common, alarms: new LightsailAlarms(client) }),
    new ContactMethodHandler({ ...common, contactMethods: new LightsailContactMethods(client) }),
  ];
}
