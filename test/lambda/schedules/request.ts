import { ScheduleAction, type ScheduleRequest } from '../../../src/schedules/schedule-contract';

/** A request as the Scheduler delivers it. */
export function request(more: Partial<ScheduleRequest> = {}): ScheduleRequest {
  return {
    Action: ScheduleAction.TAKE_SNAPSHOT,
    StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/shop/1',
    StackName: 'shop',
    LogicalId: 'Nightly',
    ScheduleArn: 'arn:aws:scheduler:eu-central-1:123456789012:schedule/default/nightly',
    ScheduledTime: '2026-03-02T02:00:00Z',
    MaxAgeSeconds: 3600,
    TimeoutSeconds: 7200,
    Calendars: [],
    Targets: [],
    TargetTags: [],
    ...more,
  };
}
