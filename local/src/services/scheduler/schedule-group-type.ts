import type { Scheduler } from './scheduler';
import { groupArn, schedulerState, type StoredGroup } from './state';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { ServiceError } from '../../core/service';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedulegroup.html */
export class ScheduleGroupType implements ResourceType {
  readonly typeName = 'AWS::Scheduler::ScheduleGroup';
  readonly properties = ['Name', 'Tags'];
  readonly createOnly = ['Name'];

  constructor(private readonly scheduler: Scheduler) {}

  async create({ account, region, generateName }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = properties.Name === undefined ? generateName(64) : String(properties.Name);
    const arn = groupArn(account, region, name);
    const { groups } = schedulerState(account);
    if (groups[arn] || name === 'default') throw new ServiceError('ConflictException', `Schedule group ${name} already exists.`, 409);
    groups[arn] = { arn, name, region, createdAt: account.clock.now() };
    return provisioned(groups[arn]);
  }

  async update({ account, region }: ResourceContext, physicalId: string): Promise<Provisioned> {
    const group = schedulerState(account).groups[groupArn(account, region, physicalId)];
    if (!group) throw new ServiceError('ResourceNotFoundException', `Schedule group ${physicalId} does not exist.`, 404);
    return provisioned(group);
  }

  /** Takes its schedules along. */
  async delete({ account, region }: ResourceContext, physicalId: string): Promise<void> {
    const { groups, schedules } = schedulerState(account);
    for (const { arn, groupName, region: of } of Object.values(schedules)) {
      if (groupName === physicalId && of === region) this.scheduler.remove(arn);
    }
    delete groups[groupArn(account, region, physicalId)];
  }
}

function provisioned(group: StoredGroup): Provisioned {
  const date = new Date(group.createdAt).toISOString();
  return { physicalId: group.name, attributes: { Arn: group.arn, CreationDate: date, LastModificationDate: date, State: 'ACTIVE' } };
}
