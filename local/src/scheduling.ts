import type { Account } from './core/account';
import type { Defects } from './core/defects';
import { CloudWatch } from './services/cloudwatch/cloudwatch';
import { EventBridge } from './services/events/event-bridge';
import { Scheduler } from './services/scheduler/scheduler';
import { Sns } from './services/sns/sns';
import { Sqs } from './services/sqs/sqs';
import { Ssm } from './services/ssm/ssm';

/** What runs on schedules, and where its results go. */
export interface Scheduling {
  readonly scheduler: Scheduler;
  readonly events: EventBridge;
  readonly cloudWatch: CloudWatch;
  readonly sqs: Sqs;
  readonly sns: Sns;
  readonly ssm: Ssm;
}

/** Gives the account schedules, the default event bus, queues, topics, change calendars and metrics. */
export function installScheduling(account: Account, defects: Defects): Scheduling {
  return {
    scheduler: new Scheduler(account, defects),
    events: new EventBridge(account, defects),
    cloudWatch: new CloudWatch(account),
    sqs: new Sqs(account),
    sns: new Sns(account),
    ssm: new Ssm(account),
  };
}
