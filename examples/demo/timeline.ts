import pc from 'picocolors';

/** What of a stack's event the picture needs. */
export interface TimelineEvent {
  /** Milliseconds. */
  readonly timestamp: number;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
}

export interface TimelineOptions {
  /** The name to show of a resource. */
  readonly label: (logicalId: string) => string;
  /** At most so many resources: those that took longest. */
  readonly rows: number;
}

interface Bar {
  readonly logicalId: string;
  readonly begin: number;
  end: number;
  status: string;
}

const STACK_TYPE = 'AWS::CloudFormation::Stack';
const WIDTH = 44;
/** What is done at once would be a list of dots. */
const SHORTEST = 5_000;

/** A deployment as a picture: when each of the resources that took longest was worked on, and how long. */
export function drawTimeline(events: readonly TimelineEvent[], { label, rows }: TimelineOptions): string[] {
  const begin = Math.min(...events.map(({ timestamp }) => timestamp));
  const end = Math.max(...events.map(({ timestamp }) => timestamp));
  const bars = barsOf(events);
  const longest = bars.filter((bar) => bar.end - bar.begin >= SHORTEST || bar.status.endsWith('FAILED'))
    .sort((one, other) => other.end - other.begin - (one.end - one.begin)).slice(0, rows);
  const shown = bars.filter((bar) => longest.includes(bar));
  const column = (at: number) => Math.round((at - begin) / Math.max(1, end - begin) * WIDTH);
  const labels = Math.max(0, ...shown.map(({ logicalId }) => label(logicalId).length));
  return shown.map((bar) => {
    const from = Math.min(column(bar.begin), WIDTH - 1);
    const length = Math.max(1, column(bar.end) - from);
    const paint = bar.status.endsWith('FAILED') ? pc.red : bar.status.startsWith('DELETE') ? pc.yellow : pc.green;
    const line = `${pc.dim('·'.repeat(from))}${paint('█'.repeat(length))}${pc.dim('·'.repeat(Math.max(0, WIDTH - from - length)))}`;
    return `${label(bar.logicalId).padEnd(labels)}  ${line}  ${span(bar.end - bar.begin)}${bar.status.endsWith('FAILED') ? pc.red(' failed') : ''}`;
  });
}

/** How long something took: `45 s`, `9 min 15 s`. */
export function span(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Each time that a resource was worked on, in the order in which it began. */
function barsOf(events: readonly TimelineEvent[]): Bar[] {
  const bars: Bar[] = [];
  const open = new Map<string, Bar>();
  for (const { timestamp, logicalId, type, status } of events) {
    if (type === STACK_TYPE) continue;
    const bar = open.get(logicalId);
    if (bar) {
      bar.end = timestamp;
      bar.status = status;
    } else if (status.endsWith('_IN_PROGRESS')) {
      const begun: Bar = { logicalId, begin: timestamp, end: timestamp, status };
      bars.push(begun);
      open.set(logicalId, begun);
    }
    if (!status.endsWith('_IN_PROGRESS')) open.delete(logicalId);
  }
  return bars;
}
