import { randomUUID } from 'node:crypto';
import { publishStatus } from './status-events';
import type { Account } from '../../../core/account';
import { type ResourceState, STACK_TYPE, type StackEvent, type StackState } from '../state';

/** Told of each event of a stack at the moment it happens. */
export type Listener = (event: StackEvent) => void;

/** Sets the statuses of a stack and of its resources, and writes each change down as an event. */
export class Journal {
  constructor(private readonly account: Account, private readonly stack: StackState, private readonly listener: Listener) {}

  stackIs(status: string, reason?: string): void {
    this.stack.status = status;
    this.stack.statusReason = reason;
    this.record(this.stack.stackName, this.stack.stackId, STACK_TYPE, status, reason);
  }

  resourceIs(resource: ResourceState, status: string, reason?: string): void {
    resource.status = status;
    resource.statusReason = reason;
    resource.changedAt = this.account.clock.now();
    this.record(resource.logicalId, resource.physicalId ?? '', resource.type, status, reason);
  }

  private record(logicalId: string, physicalId: string, type: string, status: string, reason?: string): void {
    const { stackId, stackName } = this.stack;
    const event: StackEvent = {
      eventId: randomUUID(), stackId, stackName, logicalId, physicalId, type, timestamp: this.account.clock.now(), status, reason,
    };
    this.stack.events.push(event);
    publishStatus(this.account, this.stack.region, event);
    this.listener(event);
  }
}
