import type { AuthorizationRequest, Principal } from './authorization';
import type { Effect } from './faults';
import type { InputShape } from './input-shape';
import type { ResourceType } from './resource-type';

/** One call of an AWS API, after the protocol has been taken off and before it has been carried out. */
export interface ApiCall {
  /** The name in the signature's scope: `lightsail`, `states`, `lambda`, `cloudformation`, … */
  readonly service: string;
  readonly region: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly caller: Principal;
  /** A service's own work on behalf of the caller, which made no such call: it is not recorded, and no fault strikes it. */
  readonly internal?: true;
}

/**
 * A service of the account. Each is a folder in `services/`, with a class whose constructor takes the account and adds itself
 * to it; its data are in a section of the account's state. Services know of each other only what their APIs say.
 */
export interface Service {
  /** As in the scope of a request's signature. */
  readonly name: string;
  /** What CloudFormation makes in this service. */
  readonly resourceTypes?: readonly ResourceType[];
  /** What the input of each operation has to look like, as far as this service relies on it: checked before anything else. */
  readonly inputs?: Readonly<Record<string, InputShape>>;
  /** What the caller must be allowed to do for this call. */
  authorization(call: ApiCall): AuthorizationRequest[];
  /** Carries the call out. Throws `ServiceError` for an answer that is an error. `effect`: a fault to put into it. */
  handle(call: ApiCall, effect?: Effect): Promise<Record<string, unknown>>;
  /** The policy on the resource of that ARN: which services may use it. */
  resourcePolicy?(arn: string): unknown;
  /** What `{{resolve:<the service's name>:<reference>}}` stands for in templates; `undefined`: there is no such thing. */
  dynamicReference?(region: string, reference: string): string | undefined;
  /** The file on this machine with the bytes of what has that ARN; nothing if there is no such thing. */
  contentPath?(arn: string): string | undefined;
}

/** An error that the service answers with; any other error is a defect of the local cloud and ends the run. */
export class ServiceError extends Error {
  /** The fault that hit the call which this answers: whoever carries the answer may have to lose it. */
  effect?: Effect;

  constructor(
    /** As the service spells it: `NotFoundException`. */
    readonly code: string,
    message: string,
    readonly status = 400,
    /** Further members of the answer. */
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = code;
  }
}

/** The local cloud does not know something that it was asked for. Never swallowed: the run ends. */
export class NotSupportedError extends Error {
  constructor(what: string, hint = 'That is a limit of the local cloud, not of AWS.') {
    super(`The local cloud does not know ${what}. ${hint}`);
    this.name = 'NotSupportedError';
  }
}
