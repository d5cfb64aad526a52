import { UsageError } from './user-error';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A century: later than that, dates break. */
const LONGEST = 36_525 * UNITS.d;

/** `36h`, `90m`, `1d12h`: milliseconds. */
export function parseDuration(text: string): number {
  if (!/^(\d+[smhd])+$/.test(text)) {
    throw new UsageError(`Got '${text}' as a duration; expected numbers with a unit (s, m, h, d), such as 36h or 1d12h.`);
  }
  const duration = [...text.matchAll(/(\d+)([smhd])/g)].reduce((sum, [, number, unit]) => sum + Number(number) * UNITS[unit], 0);
  if (duration > LONGEST) throw new UsageError(`Got '${text}' as a duration; expected at most ${LONGEST / UNITS.d}d.`);
  return duration;
}
