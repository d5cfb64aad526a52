import type { Log } from '../log';
import type { RequestType } from './event';
import type { Properties } from './properties';
import type { Plan } from '../engine/plan';

/** A CloudFormation event, decoded. */
export interface ResourceRequest<P> {
  readonly type: RequestType;
  readonly stackId: string;
  readonly logicalId: string;
  readonly requestId: string;
  /** Create: absent. */
  readonly physicalId?: string;
  readonly properties: P;
  /** Only of an Update, and only if this version can read them. */
  readonly oldProperties?: P;
  /** When it was sent, or first seen if the event does not say. Milliseconds. */
  readonly sentAt: number;
  /** Every line names the request. */
  readonly log: Log;
}

/** The plan of a request, and how to answer it. */
export interface ResourcePlan<Memo> extends Plan<Memo> {
  /** The answer, when all is done; before that, its physical id is the one that the request is going to answer with. */
  success(memo: Memo): Success;
  /**
   * The physical id of a failed Create: what the Delete that follows will be asked to remove. A failed Update or Delete
   * always names the current id.
   */
  failedCreationId(memo: Memo): string;
}

export interface Success {
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** All that a family writes for a custom resource: its properties, and a plan for each type of request. */
export interface ResourceHandler<P, Memo> {
  readonly resourceType: string;
  /** Reads the properties; the caller finishes the reader (and does not, where old shapes must pass). */
  decode(properties: Properties): P;
  timeoutSeconds(properties: P): number;
  plan(request: ResourceRequest<P>): ResourcePlan<Memo>;
}

/** Handlers of any properties and memos: what one makes, the same one gets back. */
export type AnyResourceHandler = ResourceHandler<unknown, unknown>;
