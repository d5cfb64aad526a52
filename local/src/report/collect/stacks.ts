import { type Fact, type Lane, type Problem, type Span, type StackEventRecord, type StackRecord, type Tone } from '../run-record';
import type { Window } from './window';
import type { Cloud } from '../../cloud';
import { cloudFormationState, type StackEvent, type StackState } from '../../services/cloudformation';
import { STACK_TYPE } from '../../services/cloudformation/state';

export interface CollectedStacks {
  readonly lanes: Lane[];
  readonly stacks: StackRecord[];
  readonly problems: Problem[];
}

/** A lane for each stack to which something happened, and for each of its resources. */
export function collectStacks(cloud: Cloud, window: Window): CollectedStacks {
  const all = cloudFormationState(cloud.account).stacks
    .map((stack) => ({ stack, events: eventsOf(stack, window) }))
    .filter(({ events }) => events.length > 0);
  return {
    lanes: all.flatMap(({ stack, events }) => lanesOf(stack, events, window)),
    stacks: all.map(({ stack, events }) => ({
      name: stack.stackName, region: stack.region, status: stack.status, events: events.map(recordOf),
    })),
    problems: all.flatMap(({ stack, events }) => problemsOf(stack, events)),
  };
}

function eventsOf({ stackId, events }: StackState, { began, ended, beginning }: Window): StackEvent[] {
  const seen = beginning && Object.hasOwn(beginning.stackEvents, stackId) ? beginning.stackEvents[stackId] : 0;
  return events.filter(({ timestamp }, index) => timestamp <= ended
    && (beginning && beginning.at === began && timestamp === began ? index >= seen : timestamp >= began));
}

function lanesOf({ stackName, region }: StackState, events: readonly StackEvent[], window: Window): Lane[] {
  const byResource = new Map<string, StackEvent[]>();
  for (const event of events) byResource.set(keyOf(event), [...byResource.get(keyOf(event)) ?? [], event]);
  return [...byResource.values()]
    .sort(([one], [other]) => Number(isOfStack(other)) - Number(isOfStack(one)))
    .map((own): Lane => ({
      kind: isOfStack(own[0]) ? 'stack' : 'resource',
      group: `${stackName}, ${region}`,
      name: own[0].logicalId,
      note: own[0].type,
      spans: spansOf(own, window),
      marks: [],
    }));
}

/** From each event that begins something to the event that ends it. */
function spansOf(events: readonly StackEvent[], { ended }: Window): Span[] {
  const spans: Span[] = [];
  let begun: StackEvent | undefined;
  const close = (first: StackEvent, last: StackEvent | undefined) => {
    const to = last?.timestamp;
    spans.push({
      from: first.timestamp,
      ...to === undefined ? {} : { to },
      tone: last ? toneOf(last) : 'open',
      title: `${first.logicalId}: ${last?.status ?? first.status}`,
      facts: factsOf(first, last ?? first),
    });
  };
  for (const event of events) {
    if (event.status.endsWith('_IN_PROGRESS')) {
      // The second event of a creation names what is made; the clean-up belongs to the update.
      if (begun && event.status === begun.status) continue;
      if (begun) close(begun, event);
      begun = event;
    } else {
      close(begun ?? event, event);
      begun = undefined;
    }
  }
  if (begun && begun.timestamp <= ended) close(begun, undefined);
  return spans;
}

function factsOf(first: StackEvent, last: StackEvent): Fact[] {
  const reason = last.reason ?? first.reason;
  return [
    { label: 'Type', text: last.type },
    { label: 'Status', text: last.status },
    ...last.physicalId ? [{ label: 'Physical id', text: last.physicalId }] : [],
    ...reason ? [{ label: 'Reason', text: reason }] : [],
  ];
}

/** What was given up because something else had failed. */
function isCancelled({ reason }: StackEvent): boolean {
  return /^Resource (creation|update|deletion) cancelled/i.test(reason ?? '');
}

function toneOf(event: StackEvent): Tone {
  const { status } = event;
  if (status.endsWith('_FAILED')) return isCancelled(event) ? 'undone' : 'bad';
  if (status.includes('ROLLBACK')) return 'undone';
  return 'good';
}

function problemsOf({ stackName }: StackState, events: readonly StackEvent[]): Problem[] {
  return events
    .filter((event) => event.status.endsWith('_FAILED') && !isCancelled(event))
    .map((event) => ({
      at: event.timestamp,
      what: isOfStack(event) ? `Stack ${stackName}: ${event.status}` : `${event.logicalId} of ${stackName}: ${event.status}`,
      reason: event.reason ?? 'No reason was given.',
    }));
}

function recordOf({ timestamp, logicalId, type, status, reason }: StackEvent): StackEventRecord {
  return { at: timestamp, logicalId, type, status, ...reason === undefined ? {} : { reason: reason } };
}

function isOfStack({ type, physicalId, stackId }: StackEvent): boolean {
  return type === STACK_TYPE && physicalId === stackId;
}

function keyOf(event: StackEvent): string {
  return isOfStack(event) ? '' : event.logicalId;
}
