import { AwsError } from './aws-error';
import type { SignedClient } from './signed-client';

/** What a stack is doing, asked of CloudFormation. */
export interface Stacks {
  /** Undefined: CloudFormation does not know the stack (yet). */
  stack(stackId: string): Promise<StackDescription | undefined>;
  /** Undefined: CloudFormation does not know the stack, or the resource in it (yet). */
  resource(stackId: string, logicalId: string): Promise<StackResource | undefined>;
}

export interface StackDescription {
  /** `UPDATE_IN_PROGRESS` */
  readonly status: string;
  /** When its creation or its last update began, in milliseconds. A rollback may count as one. */
  readonly operationBegun?: number;
  /** Another stack's template deploys it. Why it is deleted, only that stack knows. */
  readonly isNested?: boolean;
}

export interface StackResource {
  /** `CREATE_IN_PROGRESS` */
  readonly status: string;
  /** Absent until the creation was answered. */
  readonly physicalId?: string;
  /** When it got this status, in milliseconds. */
  readonly changedAt?: number;
}

export class CloudFormationStacks implements Stacks {
  constructor(private readonly client: SignedClient) {}

  async stack(stackId: string): Promise<StackDescription | undefined> {
    const xml = await queryCloudFormation(this.client, { Action: 'DescribeStacks', StackName: stackId });
    const status = xml === undefined ? undefined : element(xml, 'StackStatus');
    if (xml === undefined || status === undefined) return undefined;
    return {
      status, operationBegun: time(xml, 'LastUpdatedTime') ?? time(xml, 'CreationTime'), isNested: element(xml, 'ParentId') !== undefined,
    };
  }

  async resource(stackId: string, logicalId: string): Promise<StackResource | undefined> {
    const xml = await queryCloudFormation(this.client, { Action: 'DescribeStackResource', StackName: stackId, LogicalResourceId: logicalId });
    const status = xml === undefined ? undefined : element(xml, 'ResourceStatus');
    if (xml === undefined || status === undefined) return undefined;
    return { status, physicalId: element(xml, 'PhysicalResourceId'), changedAt: time(xml, 'LastUpdatedTimestamp') };
  }
}

/** Calls CloudFormation. Undefined: the stack, or what was asked for in it, is not there. */
export async function queryCloudFormation(client: SignedClient, parameters: Record<string, string>): Promise<string | undefined> {
  const answer = await client.post(
    { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    new URLSearchParams({ ...parameters, Version: '2010-05-15' }).toString(),
  );
  if (answer.status < 300) return answer.body;
  const message = element(answer.body, 'Message') ?? `HTTP status ${answer.status}`;
  if (/does ?n[o']t exist/i.test(message)) return undefined;
  throw new AwsError(element(answer.body, 'Code') ?? 'UnknownError', message, answer.status);
}

/** Whether a stack of that status is going back to what it was. */
export function isRollingBack(stackStatus: string | undefined): boolean {
  return stackStatus?.includes('ROLLBACK') ?? false;
}

/** The text of the first element of that name: each of those read here occurs once, and holds only text. */
export function element(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replace(/&(?:(lt|gt|quot|apos|amp)|#(\d+)|#x([0-9a-fA-F]+));/g, (_, entity?: keyof typeof ENTITIES, decimal?: string, hex = '') => (
    entity ? ENTITIES[entity] : String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex, 16))));
}

function time(xml: string, name: string): number | undefined {
  const milliseconds = Date.parse(element(xml, name) ?? '');
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

const ENTITIES = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' } as const;
