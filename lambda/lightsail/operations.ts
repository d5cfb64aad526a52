import { GetOperationCommand, GetOperationsForResourceCommand, type Operation } from '@aws-sdk/client-lightsail';
import type { LightsailClients } from './client';
import { unlessNotFound } from './not-found';
import { allPages } from './paging';

/** What the code needs to know of a Lightsail operation. */
export interface OperationStatus {
  readonly id?: string;
  readonly type: string;
  readonly resourceName: string;
  readonly outcome: 'running' | 'succeeded' | 'failed';
  /** Lightsail's word for it. */
  readonly status: string;
  /** Why it failed: Lightsail's own code and text, without a full stop, for it becomes part of a sentence. */
  readonly reason?: string;
  readonly createdAt: number;
}

export interface Operations {
  /** Undefined: Lightsail does not know it (yet). */
  get(id: string): Promise<OperationStatus | undefined>;
  /** The newest first. */
  ofResource(name: string): Promise<OperationStatus[]>;
}

export class LightsailOperations implements Operations {
  constructor(private readonly lightsail: LightsailClients) {}

  async get(id: string): Promise<OperationStatus | undefined> {
    const answer = await unlessNotFound(this.lightsail.read.send(new GetOperationCommand({ operationId: id })));
    return answer?.operation && operationStatus(answer.operation);
  }

  async ofResource(name: string): Promise<OperationStatus[]> {
    const operations = await allPages(async (pageToken) => {
      const page = await this.lightsail.read.send(new GetOperationsForResourceCommand({ resourceName: name, pageToken }));
      return { items: page.operations, nextPageToken: page.nextPageToken };
    });
    // The texts and the samples disagree about the order in which Lightsail gives them.
    return operations.map(operationStatus).sort((a, b) => b.createdAt - a.createdAt);
  }
}

export function operationStatus(operation: Operation): OperationStatus {
  const status = operation.status ?? 'unknown';
  return {
    id: operation.id,
    type: operation.operationType ?? '',
    resourceName: operation.resourceName ?? '',
    outcome: outcomeOf(status, operation.isTerminal),
    status,
    reason: status === 'Failed' ? reasonOf(operation) : undefined,
    createdAt: operation.createdAt?.getTime() ?? 0,
  };
}

function reasonOf({ errorCode, errorDetails }: Operation): string {
  return [errorCode, errorDetails?.trim().replace(/\.$/, '')].filter(Boolean).join(': ') || 'Lightsail gave no reason';
}

/** A status that the model lacks is no error: `isTerminal` says whether to go on waiting. */
function outcomeOf(status: string, isTerminal: boolean | undefined): OperationStatus['outcome'] {
  switch (status) {
    case 'Failed': return 'failed';
    case 'Succeeded':
    case 'Completed': return 'succeeded';
    case 'Started':
    case 'NotStarted': return 'running';
    default: return isTerminal ? 'succeeded' : 'running';
  }
}
