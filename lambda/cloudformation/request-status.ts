import type { ResourceRequest } from './resource-handler';
import { isRollingBack, type StackDescription, type StackResource } from '../aws/cloudformation';

/**
 * What has become of a request, as far as CloudFormation's descriptions prove it.
 *
 * - `pending`: it may be waited for. Also whenever nothing proves the contrary: descriptions can be stale, missing or new, and
 *   a request that is given up by mistake hangs a stack or deletes what it made.
 * - `answered`: CloudFormation has had its answer; what it made belongs to the stack, or to what the stack did since.
 * - `cancelled`: CloudFormation gave it up. It will not ask for the removal of what the request made.
 */
export type RequestStatus = 'pending' | 'answered' | 'cancelled';

export interface StatusEvidence {
  readonly request: Pick<ResourceRequest<unknown>, 'type' | 'physicalId' | 'sentAt'>;
  /** The physical id that the request will answer with. */
  readonly newPhysicalId: string;
  /** Whether the request was itself sent by a rollback; undefined: not known. */
  readonly sentByRollback?: boolean;
  /** Undefined: not known. */
  readonly stack?: StackDescription;
  /** Undefined: not known. */
  readonly resource?: StackResource;
}

/** By how much the times of CloudFormation's descriptions and of its events may differ. */
const CLOCK_SKEW_MILLISECONDS = 10_000;
/** The times in response URLs are in seconds. */
const ROUNDING_MILLISECONDS = 1_000;

export function requestStatus(evidence: StatusEvidence): RequestStatus {
  const known = { ...evidence, resource: ofThisRequestOrLater(evidence) };
  switch (evidence.request.type) {
    case 'Create': return statusOfCreate(known);
    case 'Update': return statusOfUpdate(known);
    case 'Delete': return statusOfDelete(known);
  }
}

function statusOfCreate(evidence: StatusEvidence): RequestStatus {
  const { resource, stack } = evidence;
  switch (resource?.status) {
    case 'CREATE_COMPLETE':
    case 'UPDATE_IN_PROGRESS':
    case 'UPDATE_COMPLETE':
    case 'UPDATE_FAILED':
    case 'DELETE_SKIPPED': return 'answered';
    case 'CREATE_FAILED':
    case 'DELETE_IN_PROGRESS':
    case 'DELETE_COMPLETE':
    case 'DELETE_FAILED': return 'cancelled';
    case undefined:
    default: break;
  }
  if (!stack || !(isRollingBack(stack.status) || isOver(evidence))) return 'pending';
  if (resource?.physicalId === evidence.newPhysicalId) return 'answered';
  // Another creation of the resource is under way: this one's is not in the stack.
  const isRepeated = resource?.status === 'CREATE_IN_PROGRESS' && resource.physicalId === undefined;
  return isRepeated || hasGoneBack(stack) ? 'cancelled' : 'answered';
}

function statusOfUpdate(evidence: StatusEvidence): RequestStatus {
  const { request, resource, stack, newPhysicalId } = evidence;
  const replaces = newPhysicalId !== request.physicalId;
  if (replaces && resource?.physicalId === newPhysicalId) return 'answered';
  switch (resource?.status) {
    // With another physical id it ended by another request: the rollback of this one, or the next deployment.
    case 'UPDATE_COMPLETE': return replaces && resource.physicalId !== undefined ? 'cancelled' : 'answered';
    case 'DELETE_SKIPPED': return 'answered';
    case 'UPDATE_FAILED':
    case 'DELETE_IN_PROGRESS':
    case 'DELETE_COMPLETE':
    case 'DELETE_FAILED': return 'cancelled';
    case undefined:
    default: break;
  }
  if (!stack || !(isOver(evidence) || isTakenBack(evidence))) return 'pending';
  if (!replaces) return 'answered';
  // The resource is at something else, or the stack went back: the replacement is not in it.
  return resource?.physicalId !== undefined || hasGoneBack(stack) ? 'cancelled' : 'answered';
}

function statusOfDelete(evidence: StatusEvidence): RequestStatus {
  const { request, resource } = evidence;
  // In a clean-up the description is that of the resource which took the place of this one.
  const isThis = resource?.physicalId === undefined || resource.physicalId === request.physicalId;
  if (resource && isThis) {
    if (['DELETE_COMPLETE', 'DELETE_FAILED', 'DELETE_SKIPPED'].includes(resource.status)) return 'answered';
    // A name that was given is in use again: this Delete is an old one, and must not remove the new resource.
    const inUse = ['CREATE_IN_PROGRESS', 'CREATE_COMPLETE', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'].includes(resource.status);
    if (inUse && isLater(evidence, resource.changedAt)) return 'answered';
  }
  return isOver(evidence) ? 'answered' : 'pending';
}

/** CloudFormation does not wait for this request: the stack is doing nothing, or something that began after the request was sent. */
function isOver(evidence: StatusEvidence): boolean {
  const { stack, request } = evidence;
  if (!stack) return false;
  const isGoing = stack.status === 'DELETE_IN_PROGRESS' && request.type !== 'Delete';
  return isGoing || /_(COMPLETE|FAILED)$/.test(stack.status) || (isLater(evidence, stack.operationBegun) && !isAtThisRequest(evidence));
}

/** The stack rolls back, and this update is one of those that it takes back. The rollback sends updates of its own. */
function isTakenBack(evidence: StatusEvidence): boolean {
  const { stack, resource, sentByRollback } = evidence;
  if (!isRollingBack(stack?.status)) return false;
  return sentByRollback === undefined ? isLater(evidence, resource?.changedAt) : !sentByRollback;
}

/** The stack is, or is going, back to where it was before the request, or it is being deleted. */
function hasGoneBack({ status }: StackDescription): boolean {
  return isRollingBack(status) || status.startsWith('DELETE_');
}

/** The resource is at just this request, whatever the stack's times say. */
function isAtThisRequest(evidence: StatusEvidence): boolean {
  const { resource, request } = evidence;
  return resource?.changedAt !== undefined && resource.status === `${request.type.toUpperCase()}_IN_PROGRESS` && !isLater(evidence, resource.changedAt);
}

/** It certainly happened after the request was sent. */
function isLater({ request: { sentAt } }: StatusEvidence, time: number | undefined): boolean {
  return sentAt !== undefined && time !== undefined && time > sentAt + CLOCK_SKEW_MILLISECONDS;
}

/** A description that is older than the request is stale: it says nothing of it. */
function ofThisRequestOrLater({ request: { sentAt }, resource }: StatusEvidence): StackResource | undefined {
  const isStale = sentAt !== undefined && resource?.changedAt !== undefined && resource.changedAt < sentAt - ROUNDING_MILLISECONDS;
  return isStale ? undefined : resource;
}
