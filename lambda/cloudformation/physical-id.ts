/** No Lightsail name holds a colon: such an id never is the name of something. */
const NOTHING_CREATED = 'cdk-lightsail:nothing-created:';

/**
 * The physical id of a resource whose creation failed before it made anything. CloudFormation sends a Delete for whatever
 * id the failed Create answered with; by this one that Delete knows that it has nothing to remove.
 */
export function nothingCreated(requestId: string): string {
  return NOTHING_CREATED + requestId;
}

export function isNothingCreated(physicalId: string): boolean {
  return physicalId.startsWith(NOTHING_CREATED);
}
