/**
 * One JSON line for each thing that happened. Never given: properties, whole answers, the response URL, credentials.
 */
export type Log = (entry: Readonly<Record<string, string | number | boolean | undefined>>) => void;

export const consoleLog: Log = (entry) => console.log(JSON.stringify(entry));

/** A log whose every line carries these fields as well. */
export function logWith(log: Log, fields: Readonly<Record<string, string | undefined>>): Log {
  return (entry) => log({ ...fields, ...entry });
}
