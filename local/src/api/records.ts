/** What a test reads of the account. Plain data: times are `Date`s, nothing changes afterwards. */

export interface StackRecord {
  readonly name: string;
  readonly region: string;
  /** The stack's ARN. */
  readonly id: string;
  /** `CREATE_COMPLETE`, `UPDATE_ROLLBACK_COMPLETE`, … */
  readonly status: string;
  readonly statusReason?: string;
  /** By the outputs' logical ids. */
  readonly outputs: Readonly<Record<string, string>>;
  /** By logical id. */
  readonly resources: Readonly<Record<string, ResourceRecord>>;
}

export interface ResourceRecord {
  readonly type: string;
  readonly status: string;
  /** What `Ref` gives. Absent: nothing was made. */
  readonly physicalId?: string;
}

/** An event of a stack, as `DescribeStackEvents` shows it. */
export interface StackEventRecord {
  readonly at: Date;
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** A call of an AWS API. */
export interface CallRecord {
  readonly at: Date;
  /** As in a signature: `lightsail`, `states`, `lambda`, … */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The ARN of whoever called: a role's session, or the account's root for the test itself. */
  readonly caller: string;
  /** The error's code. Absent: the call succeeded. */
  readonly error?: string;
}

/** One attempt of a function at an event. */
export interface InvocationRecord {
  readonly functionName: string;
  readonly requestId: string;
  /** Whether somebody waited for the answer (`RequestResponse`) or not (`Event`). */
  readonly kind: 'RequestResponse' | 'Event';
  /** 1 for the first attempt at this event. */
  readonly attempt: number;
  readonly startedAt: Date;
  /** Absent: it still runs. */
  readonly endedAt?: Date;
  /** The error's type, if it failed. */
  readonly error?: string;
}

/** An execution of a state machine. */
export interface ExecutionRecord {
  readonly name: string;
  readonly stateMachineArn: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly startedAt: Date;
  readonly stoppedAt?: Date;
  readonly error?: string;
  readonly cause?: string;
  /** How many state transitions it had so far: what AWS charges for. */
  readonly transitions: number;
}

/** One delivery of a schedule's run to its target. */
export interface ScheduleRunRecord {
  /** The schedule's name. */
  readonly schedule: string;
  readonly region: string;
  /** When the run was due. */
  readonly scheduledAt: Date;
  /** When it was delivered: later in a flexible time window, or if it had to be tried again. */
  readonly at: Date;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Why the target did not take it. Absent: it did. */
  readonly error?: string;
}

/** Something that was sent to people or queues: by a topic, by Lightsail's alarms. */
export interface MessageRecord {
  readonly at: Date;
  readonly region: string;
  /** `topic`, or the protocol of Lightsail's contact method. */
  readonly channel: 'topic' | 'email' | 'sms';
  /** The topic's name, the address or the number. */
  readonly to: string;
  readonly text: string;
}

/** An event on an event bus. */
export interface BusEventRecord {
  readonly at: Date;
  readonly region: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Something in Lightsail. */
export interface LightsailRecord {
  /** `Instance`, `RelationalDatabaseSnapshot`, `Alarm`, … */
  readonly kind: string;
  readonly name: string;
  readonly region: string;
  /** As its own API says it: `available`, `running`, `OK`, … */
  readonly state: string;
  readonly createdAt: Date;
  readonly tags: Readonly<Record<string, string>>;
}

export interface SnapshotRecord extends LightsailRecord {
  /** The name of the instance, database or disk. */
  readonly source?: string;
}
