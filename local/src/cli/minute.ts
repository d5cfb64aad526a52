/** A time as people read it: `2026-11-21 12:00`, UTC. */
export function minute(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}
