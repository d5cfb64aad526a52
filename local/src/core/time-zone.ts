/** A date and time as a clock on a wall shows it, in some zone. `month`: 1 to 12. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const DAY = 24 * 60 * 60 * 1000;

/** What the clocks of an IANA time zone show, by the data that Node.js brings along. */
export class TimeZone {
  private readonly format: Intl.DateTimeFormat;

  /** Throws `RangeError` for a zone that nobody knows. */
  constructor(readonly name: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** What the clocks show at this instant. */
  wallTime(instant: number): WallTime {
    const parts = new Map(this.format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    return { year: part('year'), month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute'), second: part('second') };
  }

  /**
   * When the clocks show this: never (they jumped over it), once, or twice (they were put back), in the order of time.
   */
  instants(wall: WallTime): number[] {
    const asUtc = utc(wall);
    // Whatever the offset is at that time, it is one of those a day before and after: no zone changes twice in two days.
    const offsets = new Set([this.offset(asUtc - DAY), this.offset(asUtc + DAY)]);
    return [...offsets]
      .map((offset) => asUtc - offset)
      .filter((instant) => this.offset(instant) === asUtc - instant)
      .sort((one, other) => one - other);
  }

  /** How far the clocks are ahead of UTC, in milliseconds. */
  private offset(instant: number): number {
    const seconds = Math.floor(instant / 1000) * 1000;
    return utc(this.wallTime(seconds)) - seconds;
  }
}

function utc({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const zones = new Map<string, TimeZone>();

/** The zone of that name. Making one is costly: each is kept. */
export function timeZone(name: string): TimeZone {
  const known = zones.get(name) ?? new TimeZone(name);
  zones.set(name, known);
  return known;
}
