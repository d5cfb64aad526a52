import { object, oneOf, optional, text } from '../shapes';

export type RequestType = 'Create' | 'Update' | 'Delete';

/**
 * What CloudFormation sends for a custom resource.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html
 */
export interface CloudFormationEvent {
  readonly RequestType: RequestType;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

/** Only what it takes to answer it: what is wrong with its properties, the answer says. */
const EVENT = object({
  RequestType: oneOf('Create', 'Update', 'Delete'),
  ResponseURL: text,
  StackId: text,
  RequestId: text,
  ResourceType: text,
  LogicalResourceId: text,
  PhysicalResourceId: optional(text),
});

export function isCloudFormationEvent(event: unknown): event is CloudFormationEvent {
  return EVENT(event);
}

/**
 * When CloudFormation sent the event, in milliseconds: it signed the response URL at that moment. Lambda keeps an event
 * for hours before it gives up, and the time at which the function sees it proves nothing. Undefined: not to be read.
 */
export function sentAt(event: CloudFormationEvent): number | undefined {
  if (!URL.canParse(event.ResponseURL)) return undefined;
  const date = new URL(event.ResponseURL).searchParams.get('X-Amz-Date') ?? '';
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
