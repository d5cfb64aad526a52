/**
 * The tags by which the function knows what it made. A policy lets it change or delete only what carries them, so their
 * names must not change between releases.
 */
export const OwnershipTag = {
  /** The ARN of the stack. */
  STACK: 'cdk-lightsail:stack',
  /** The logical id of the custom resource or schedule. */
  RESOURCE: 'cdk-lightsail:resource',
  /** The id of the request that made it: distinguishes a repeated request from another one. */
  REQUEST: 'cdk-lightsail:request',
  /** A digest of the values whose change makes a new one (a snapshot's trigger). */
  TRIGGER: 'cdk-lightsail:trigger',
  /** The physical id of the one it was made to replace: a rollback returns to it. */
  REPLACES: 'cdk-lightsail:replaces',
} as const;

/** Tags whose keys begin so are the library's own. */
export const OWNERSHIP_TAG_PREFIX = 'cdk-lightsail:';
