const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `Monday, 22 March 2027` */
export function day(time: number): string {
  const date = new Date(time);
  return `${DAYS[date.getUTCDay()]}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `Mon 22 Mar` */
export function shortDay(time: number): string {
  const date = new Date(time);
  return `${DAYS[date.getUTCDay()].slice(0, 3)} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()].slice(0, 3)}`;
}

/** `07:30:05` */
export function clock(time: number): string {
  return new Date(time).toISOString().slice(11, 19);
}

/** `from … to …`, with the second day only if it is another one. */
export function stretch(from: number, to: number): string {
  const sameDay = day(from) === day(to);
  if (sameDay && clock(from) === clock(to)) return `${day(from)}, ${clock(from)} UTC`;
  return `${day(from)}, ${clock(from)} to ${sameDay ? '' : `${day(to)}, `}${clock(to)} UTC`;
}

const UNITS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]] as const;

/** `15 minutes 20 seconds`: the two largest units. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return milliseconds === 0 ? 'no time' : plural(milliseconds, 'millisecond');
  let left = milliseconds;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(plural(count, unit));
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}

/** `1,344` */
export function number(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 call`, `2 calls` */
export function plural(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}
