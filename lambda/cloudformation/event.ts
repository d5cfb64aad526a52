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

export function isCloudFormationEvent(event: unknown): event is CloudFormationEvent {
  if (typeof event !== 'object' || event === null) return false;
  const members = new Map<string, unknown>(Object.entries(event));
  return ['Create', 'Update', 'Delete'].includes(String(members.get('RequestType')))
    && ['ResponseURL', 'StackId', 'RequestId', 'ResourceType', 'LogicalResourceId'].every((name) => typeof members.get(name) === 'string')
    && typeof (members.get('ResourceProperties') ?? {}) === 'object';
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
