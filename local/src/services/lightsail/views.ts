import { enumValues } from './api';
import type { Output } from './request';
import type { StoredOperation, StoredResource } from './state';

/**
 * What an operation may be called. Besides the model's enum, what AWS's own examples show. Nothing is known of the others
 * (tagging, for one): they go without, which the model allows.
 */
const OPERATION_TYPES = new Set([...enumValues('OperationType'), 'CopySnapshot', 'CreateDomainEntry', 'CreateKeyPair', 'DeleteKeyPair']);

/** The members that every resource has in an answer. */
export function commonOutput(resource: StoredResource): Output {
  return {
    name: resource.name,
    arn: resource.arn,
    supportCode: resource.supportCode,
    createdAt: new Date(resource.createdAt),
    location: locationOutput(resource),
    resourceType: resource.kind,
    tags: tagsOutput(resource.tags),
  };
}

export function operationOutput(operation: StoredOperation, region: string, now: number): Output {
  const ended = operation.endsAt !== null && operation.endsAt <= now;
  return {
    id: operation.id,
    resourceName: operation.resourceName,
    resourceType: operation.resourceType,
    createdAt: new Date(operation.createdAt),
    // Domains are global.
    location: { availabilityZone: operation.availabilityZone, regionName: operation.resourceType === 'Domain' ? 'global' : region },
    isTerminal: ended,
    ...operation.operationDetails !== undefined && { operationDetails: operation.operationDetails },
    ...OPERATION_TYPES.has(operation.operationType) && { operationType: operation.operationType },
    status: operationStatus(operation, ended),
    statusChangedAt: new Date(ended && operation.endsAt !== null ? operation.endsAt : operation.createdAt),
    ...ended && operation.failure && { errorCode: operation.failure.code, errorDetails: operation.failure.details },
  };
}

/** How far something is that a state to come will end, as Lightsail writes it: `60%`. */
export function progressOutput(resource: StoredResource, now: number): string {
  const next = resource.phases.find((phase) => phase.from === null || phase.from > now);
  if (!next) return '100%';
  const begun = resource.phases.filter((phase) => phase.from !== null && phase.from <= now).at(-1)?.from ?? now;
  return next.from === null ? '0%' : `${Math.floor((100 * (now - begun)) / (next.from - begun))}%`;
}

function locationOutput(resource: StoredResource): Output {
  return { availabilityZone: resource.availabilityZone, regionName: resource.arn.split(':')[3] };
}

function operationStatus(operation: StoredOperation, ended: boolean): string {
  if (!ended) return 'Started';
  return operation.failure ? 'Failed' : operation.success;
}

function tagsOutput(tags: StoredResource['tags']): Output[] {
  return Object.entries(tags).map(([key, value]) => ({ key, ...value !== null && { value } }));
}
