/**
 * What happened in the account during a run, as plain data: collected by `collectRun`, shown by `renderReport`. Times are
 * milliseconds since the epoch, on the virtual clock. Secrets have been taken out; names and texts may hold any characters.
 */
export interface RunRecord {
  readonly title: string;
  readonly accountId: string;
  readonly began: number;
  readonly ended: number;
  /** Calls, functions, deliveries and faults are known only from here on: they go with the process. */
  readonly processBegan: number;
  readonly lanes: readonly Lane[];
  readonly problems: readonly Problem[];
  readonly stacks: readonly StackRecord[];
  /** Absent: nobody looked at the account before the run. */
  readonly before?: AccountPicture;
  readonly after: AccountPicture;
  readonly counts: RunCounts;
}

export interface RunCounts {
  readonly calls: number;
  /** Calls that were answered with an error, whatever the reason. */
  readonly failedCalls: number;
  readonly deniedCalls: number;
  readonly faults: number;
  readonly invocations: number;
  readonly failedInvocations: number;
  readonly executions: number;
  readonly failedExecutions: number;
  readonly deliveries: number;
  readonly failedDeliveries: number;
}

export type LaneKind = 'stack' | 'resource' | 'function' | 'execution' | 'schedule' | 'rule' | 'bus' | 'others';

/** One thing to which something happened. */
export interface Lane {
  readonly kind: LaneKind;
  /** What it belongs to: the stack of a resource, the state machine of an execution. */
  readonly group: string;
  readonly name: string;
  /** What it is: a resource's type, a schedule's expression. */
  readonly note?: string;
  readonly spans: readonly Span[];
  readonly marks: readonly Mark[];
}

export type Tone = 'good' | 'bad' | 'undone' | 'open' | 'wait';

/** Something that took time. */
export interface Span {
  readonly from: number;
  /** Absent: it was under way when the run ended. */
  readonly to?: number;
  readonly tone: Tone;
  readonly title: string;
  readonly facts: readonly Fact[];
  /** What a function wrote. */
  readonly log?: readonly LoggedLine[];
}

export type MarkKind = 'call' | 'error' | 'denied' | 'fault' | 'event' | 'delivery';

/** Something that happened at a moment. */
export interface Mark {
  readonly at: number;
  readonly kind: MarkKind;
  readonly title: string;
  readonly facts: readonly Fact[];
}

export interface Fact {
  readonly label: string;
  readonly text: string;
}

export interface LoggedLine {
  readonly at: number;
  readonly text: string;
}

/** Something that did not go as it should have. */
export interface Problem {
  readonly at: number;
  readonly what: string;
  readonly reason: string;
}

export interface StackRecord {
  readonly name: string;
  readonly region: string;
  readonly status: string;
  readonly events: readonly StackEventRecord[];
}

export interface StackEventRecord {
  readonly at: number;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** What exists in the account. */
export interface AccountPicture {
  readonly things: readonly Thing[];
}

export interface Thing {
  /** `Stack`, or Lightsail's kind. */
  readonly kind: string;
  readonly region: string;
  readonly name: string;
  readonly state: string;
}
