import { createHash, randomBytes } from 'node:crypto';
import type { DeletionPolicy } from './template/template';
import type { Account } from '../../core/account';
import type { JsonObject } from '../../core/json';

/** All that CloudFormation knows of an account. Plain data. */
export interface CloudFormationState {
  /** Deleted ones included: they can be found by their ARN. The newest is the last. */
  stacks: StackState[];
  /** `bucket/key` of every asset that a deployment brought along, and where it lies on this machine. */
  assets: Record<string, string>;
  /** Signs the response URLs. */
  secret: string;
  /** Absent in accounts that are older than change sets here. */
  changeSets?: ChangeSetState[];
  /** Makes ids different from each other, and the same in every run: what a run shows can be shown again. */
  nextId: number;
}

export interface StackState {
  readonly stackId: string;
  readonly stackName: string;
  readonly region: string;
  /** The stack that it is a resource of. */
  readonly parentId?: string;
  /** Of a stack in a stack: the templates it was deployed from, by their addresses. */
  templates?: Record<string, JsonObject>;
  status: string;
  statusReason?: string;
  description?: string;
  /** As it was handed in, of the last deployment that went well (or of the first one). */
  template: JsonObject;
  /** As it was written, if it came as a text. */
  templateBody?: string;
  /** The role with which CloudFormation was to work on the stack. */
  roleArn?: string;
  /** Values that were given, not defaults. */
  givenParameters: Record<string, string>;
  /** As they were given or are by default; for parameters of the parameter store, its names. */
  parameters: Record<string, string>;
  /** What the parameter store said, by name: a rollback needs what it was. */
  ssmValues: Record<string, string>;
  tags: Record<string, string>;
  terminationProtection: boolean;
  readonly createdAt: number;
  updatedAt?: number;
  deletedAt?: number;
  outputs: OutputState[];
  /** Names of the exports that this stack reads. */
  imports: string[];
  resources: Record<string, ResourceState>;
  /** Physical ids that a failed rollback left behind: deleted with the stack. */
  leftovers: ResourceState[];
  /** What an update has touched that is under way, or whose rollback failed: a rollback that goes on has to know. */
  interrupted?: InterruptedChange[];
  events: StackEvent[];
}

/** A change to a resource that was not taken back. */
export interface InterruptedChange {
  readonly logicalId: string;
  readonly attempt: 'create' | 'replace' | 'update';
  readonly before?: ResourceState;
  readonly made: ResourceState[];
  readonly asked: boolean;
}

/** A change set: what is wanted of a stack, and what that would change. */
export interface ChangeSetState {
  /** Its ARN. */
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly region: string;
  readonly description?: string;
  readonly createdAt: number;
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly statusReason?: string;
  executionStatus: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_IN_PROGRESS' | 'EXECUTE_COMPLETE' | 'EXECUTE_FAILED';
  readonly template: JsonObject;
  readonly templateBody: string;
  /** As they were given or are by default. */
  readonly parameters: Record<string, string>;
  readonly givenParameters: Record<string, string>;
  readonly tags: Record<string, string>;
  readonly roleArn?: string;
  readonly capabilities: string[];
  /** In the shape of the API. */
  readonly changes: JsonObject[];
}

export interface OutputState {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

export interface ResourceState {
  readonly logicalId: string;
  readonly type: string;
  /** What `Ref` gives. Absent: nothing exists (yet). */
  physicalId?: string;
  /** As they were last sent to the resource's service. */
  properties: JsonObject;
  attributes: JsonObject;
  /** The attributes are secret: shown as asterisks. */
  noEcho?: boolean;
  status: string;
  statusReason?: string;
  changedAt: number;
  dependsOn: string[];
  deletionPolicy: DeletionPolicy;
  updateReplacePolicy: DeletionPolicy;
}

export interface StackEvent {
  readonly eventId: string;
  readonly stackId: string;
  readonly stackName: string;
  /** The stack's name for an event of the stack itself. */
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly timestamp: number;
  readonly status: string;
  readonly reason?: string;
}

export const STACK_TYPE = 'AWS::CloudFormation::Stack';

export function cloudFormationState(account: Account): CloudFormationState {
  return account.section<CloudFormationState>('cloudformation', () => ({ stacks: [], assets: {}, secret: randomBytes(32).toString('hex'), nextId: 1 }));
}

/** A UUID that depends on nothing but what happened before in the account. */
export function newId(account: Account): string {
  const hex = createHash('sha256').update(`cloudformation ${account.id} ${cloudFormationState(account).nextId++}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** The stack of that name which is not deleted, or the stack of that ARN, deleted or not. */
export function findStack(account: Account, region: string, nameOrArn: string): StackState | undefined {
  const { stacks } = cloudFormationState(account);
  if (nameOrArn.startsWith('arn:')) return stacks.find((stack) => stack.stackId === nameOrArn);
  return stacks.find((stack) => stack.stackName === nameOrArn && stack.region === region && stack.status !== 'DELETE_COMPLETE');
}
