import { invalidInput } from '../errors';
import type { Input } from '../request';

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const SHORTEST = 30;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const BACKUP_WINDOW = '06:00-06:30';
const MAINTENANCE_WINDOWS = ['Tue:17:00-Tue:17:30', 'Tue:05:00-Tue:05:30'];

/** Limits that differ by engine. */
const LIMITS = {
  mysql: { username: 16, database: 64, password: 41 },
  postgres: { username: 63, database: 63, password: 128 },
} as const;

type Engine = keyof typeof LIMITS;

/** Part of a week, in minutes from its beginning: Sunday at 00:00 UTC. */
interface Window {
  readonly start: number;
  readonly length: number;
}

/** Refuses names, and a password if there is one, that the engine does not allow. */
export function checkDatabaseInput(engine: Engine, input: Input): void {
  const limits = LIMITS[engine];
  checkName('masterDatabaseName', input.masterDatabaseName, limits.database);
  checkName('masterUsername', input.masterUsername, limits.username);
  checkPassword(engine, input);
}

export function checkPassword(engine: Engine, { masterUserPassword: password }: Input): void {
  if (typeof password !== 'string') return;
  const { password: longest } = LIMITS[engine];
  // The password itself belongs into no message.
  if (password.length < 8 || password.length > longest) throw invalidInput(`The parameter masterUserPassword must have 8 to ${longest} characters.`);
  if (!/^[!-~]*$/.test(password) || /[/"@]/.test(password)) {
    throw invalidInput('The parameter masterUserPassword must consist of printable ASCII characters other than /, ", @ and the space.');
  }
}

/** The windows of a database: those asked for, the present ones, or some that do not get into each other's way. */
export function checkedWindows(input: Input, present: Input = {}): { readonly preferredBackupWindow: string; readonly preferredMaintenanceWindow: string } {
  const backup = text(input.preferredBackupWindow) ?? text(present.preferredBackupWindow) ?? BACKUP_WINDOW;
  const daily = parseDaily(backup);
  const wanted = text(input.preferredMaintenanceWindow) ?? text(present.preferredMaintenanceWindow);
  const maintenance = wanted ?? MAINTENANCE_WINDOWS.find((window) => !conflicts(daily, maintenanceWindow(window))) ?? MAINTENANCE_WINDOWS[0];
  if (conflicts(daily, maintenanceWindow(maintenance))) {
    throw invalidInput(`The backup window ${backup} and the maintenance window ${maintenance} must not overlap.`);
  }
  return { preferredBackupWindow: backup, preferredMaintenanceWindow: maintenance };
}

/** When the next maintenance window opens, after this moment. */
export function nextMaintenance(window: string, after: number): number {
  const minute = 60_000;
  const date = new Date(after);
  const weekBegan = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - date.getUTCDay());
  const opens = weekBegan + maintenanceWindow(window).start * minute;
  return opens > after ? opens : opens + WEEK * minute;
}

function checkName(member: string, value: unknown, longest: number): void {
  if (typeof value !== 'string' || (/^[a-zA-Z]\w*$/.test(value) && value.length <= longest)) return;
  throw invalidInput(`The parameter ${member} must begin with a letter and have 1 to ${longest} letters, digits or underscores; it is ${value}.`);
}

function parseDaily(window: string): Window {
  const [, from, to] = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(window) ?? [];
  if (from === undefined) throw invalidInput(`The backup window ${window} must be in the format hh24:mi-hh24:mi.`);
  return checkedLength(window, minutes(from), (minutes(to) - minutes(from) + DAY) % DAY);
}

function maintenanceWindow(window: string): Window {
  const [, fromDay, from, toDay, to] = /^([a-z]{3}):((?:[01]\d|2[0-3]):[0-5]\d)-([a-z]{3}):((?:[01]\d|2[0-3]):[0-5]\d)$/i.exec(window) ?? [];
  const [first, last] = [fromDay, toDay].map((day) => DAYS.indexOf(String(day).toLowerCase()));
  if (first < 0 || last < 0) throw invalidInput(`The maintenance window ${window} must be in the format ddd:hh24:mi-ddd:hh24:mi.`);
  const start = first * DAY + minutes(from);
  return checkedLength(window, start, (last * DAY + minutes(to) - start + WEEK) % WEEK);
}

function checkedLength(window: string, start: number, length: number): Window {
  if (length < SHORTEST) throw invalidInput(`The window ${window} must be at least ${SHORTEST} minutes long.`);
  return { start, length };
}

/** Whether a window of each day meets one of the week. */
function conflicts(daily: Window, weekly: Window): boolean {
  // From the evening before to the morning after: a window may go past midnight, or past Saturday.
  for (let day = -1; day <= 14; day++) {
    const start = day * DAY + daily.start;
    if (start < weekly.start + weekly.length && weekly.start < start + daily.length) return true;
  }
  return false;
}

function minutes(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return hour * 60 + minute;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
