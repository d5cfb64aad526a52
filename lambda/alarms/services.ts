import type { AlarmApi } from './alarm-api';
import type { ContactMethodApi } from './contact-method-api';
import type { Stacks } from '../aws/cloudformation';
import type { WaiterExecutions } from '../aws/step-functions';
import type { Operations } from '../lightsail/operations';
import type { Tagging } from '../lightsail/tagging';

/** What the plans for alarms call. */
export interface AlarmServices {
  readonly alarms: AlarmApi;
  readonly operations: Operations;
  readonly tagging: Tagging;
  readonly stacks: Stacks;
  readonly executions: WaiterExecutions;
}

/** What the plans for contact methods call. */
export interface ContactMethodServices {
  readonly contactMethods: ContactMethodApi;
  readonly tagging: Tagging;
  readonly stacks: Stacks;
  readonly executions: WaiterExecutions;
}
