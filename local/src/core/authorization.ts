/** Who calls: the account itself (no limits), or a function or state machine by its role. */
export interface Principal {
  readonly accessKeyId: string;
  /** As messages name it: `arn:aws:sts::123456789012:assumed-role/Role/function`. */
  readonly arn: string;
  /** The name of the role whose policies apply; absent for the account itself, and for a service. */
  readonly roleName?: string;
  /** A service that acts by itself. */
  readonly service?: ServiceIdentity;
}

export interface ServiceIdentity {
  /** `events.amazonaws.com` */
  readonly name: string;
  /** On behalf of what it acts: a rule, an alarm. */
  readonly sourceArn: string;
  /** The account that the source belongs to, if the service says so as `aws:SourceOwner`. */
  readonly sourceOwner?: string;
}

/** One question to IAM: may the caller do this to that? */
export interface AuthorizationRequest {
  /** `lightsail:DeleteDiskSnapshot` */
  readonly action: string;
  /** An ARN, or `*` for actions that take no resource. */
  readonly resource: string;
  /** Condition keys of this request: `aws:ResourceTag/owner`, `aws:RequestTag/owner`, `aws:TagKeys` (a list), … */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** The tagging of what the call makes: asked only if `IamOptions.tagOnCreate` says that IAM checks it. */
  readonly tagOnCreate?: true;
  /** The policy on the resource names the caller: it needs no policy of its own that allows this, but none may deny it. */
  readonly allowedByResource?: true;
}
