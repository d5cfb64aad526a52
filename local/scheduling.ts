import type { Account } from './account';
import { CloudWatch } from './cloudwatch/cloudwatch';
import type { Defects } from './endpoint/defects';
import { EventBridge } from './events/event-bridge';
import { Scheduler } from './scheduler/scheduler';
import { Sns } from './sns/sns';
import { Sqs } from './sqs/sqs';
import { Ssm } from './ssm-calendar/ssm';

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
