import type { Blueprint } from './catalogue/blueprints';
import type { InstanceBundle } from './catalogue/instance-bundles';
import type { Durations } from './durations';
import { invalidInput } from './errors';
import type { Region } from './region';
import { GONE, type Phase, type StoredOperation, type StoredResource } from './state';
import type { Effect } from '../../core/faults';
import { keepLast } from '../../core/keep-last';

/** A Region keeps so many of its operations, and forgets the oldest. Lightsail does not say for how long it knows one. */
const OPERATIONS_KEPT = 10_000;

/** The members of a request; their types have been checked. */
export type Input = Readonly<Record<string, unknown>>;
export type Output = Record<string, unknown>;

/** Carries out one operation of the API. */
export type Handler = (request: Request) => Output;
/** The operations of one family, by name. */
export type Handlers = Readonly<Record<string, Handler>>;

/** One piece of work that Lightsail does in the background: operations and states hang on it. */
export interface Activity {
  readonly id: string;
  readonly duration: number;
  /** `null`: never. */
  readonly endsAt: number | null;
  readonly failure?: { readonly code: string; readonly details: string };
}

/** One state to come: so many milliseconds after the request. */
export type Step = readonly [after: number, state: string];

/** In what AWS is not known, or changes faster than the local cloud. */
export interface Settings {
  /** Whether snapshots of system disks name their disk besides their instance: AWS does not document it. Default: false. */
  readonly namesSystemDisks?: boolean;
  /** Blueprints of instances that the local cloud does not know, by their id. */
  readonly blueprints?: Readonly<Record<string, Blueprint>>;
  /** Bundles of instances that the local cloud does not know, by their id. */
  readonly bundles?: Readonly<Record<string, InstanceBundle>>;
}

/** A call that is being carried out. */
export class Request {
  constructor(
    readonly region: Region,
    readonly operation: string,
    readonly input: Input,
    readonly durations: Durations,
    readonly pageSize: number,
    /** A Region other than the call's own: snapshots are copied from there. */
    readonly otherRegion: (name: string) => Region,
    private readonly effect?: Effect,
    readonly settings: Settings = {},
  ) {}

  get now(): number {
    return this.region.now;
  }

  /** A required text. */
  text(name: string): string {
    const value = this.input[name];
    if (typeof value !== 'string') throw invalidInput(`The parameter ${name} is required.`);
    return value;
  }

  optionalText(name: string): string | undefined {
    return this.input[name] as string | undefined;
  }

  flag(name: string): boolean | undefined {
    return this.input[name] as boolean | undefined;
  }

  /** Begins what takes time. A fault may make it fail, or never end. */
  begin(duration: number): Activity {
    return {
      id: this.region.newId(),
      duration,
      endsAt: this.effect?.type === 'endless-operation' ? null : this.now + duration,
      ...this.effect?.type === 'fail-operation' && { failure: { code: this.effect.code, details: this.effect.details } },
    };
  }

  /** Lays down what the resource's states will be. What was to come before is forgotten. */
  proceed(resource: StoredResource, activity: Activity, steps: readonly Step[], onFailure: readonly Step[]): void {
    const past = resource.phases.filter((phase) => phase.from !== null && phase.from <= this.now);
    const coming = (activity.failure ? onFailure : steps).map(([after, state]): Phase => ({
      state,
      from: activity.endsAt === null && (after > 0 || state === GONE) ? null : this.now + after,
      activity: activity.id,
      delay: Math.max(0, after - activity.duration),
    }));
    resource.phases = [...past.slice(-1), ...coming];
  }

  /** Writes an operation down. */
  record(
    resource: StoredResource, activity: Activity,
    options: { details?: string; success?: StoredOperation['success']; type?: string } = {},
  ): StoredOperation {
    const operation: StoredOperation = {
      id: this.region.newId(),
      resourceName: resource.name,
      resourceType: resource.kind,
      availabilityZone: resource.availabilityZone,
      operationType: options.type ?? this.operation,
      createdAt: this.now,
      endsAt: activity.endsAt,
      success: options.success ?? 'Succeeded',
      activity: activity.id,
      ...options.details !== undefined && { operationDetails: options.details },
      ...activity.failure && { failure: { ...activity.failure } },
    };
    const { state } = this.region;
    state.forgottenOperations = (state.forgottenOperations ?? 0) + keepLast(state.operations, operation, OPERATIONS_KEPT);
    return operation;
  }
}
