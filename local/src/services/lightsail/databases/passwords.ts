import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../core/json';
import { doesNotExist } from '../errors';
import type { Output, Request } from '../request';
import type { StoredResource } from '../state';

interface Password {
  readonly value: string;
  readonly createdAt: number;
}

/** By version: CURRENT, PREVIOUS, PENDING. */
type Passwords = Partial<Record<string, Password>>;

/** The password that the caller gives, or a strong one. */
export function newPassword(request: Request): Password {
  const value = request.optionalText('masterUserPassword') ?? createHash('sha256').update(request.region.newId()).digest('base64url').slice(0, 32);
  return { value, createdAt: request.now };
}

export function setPassword(database: StoredResource, password: Password): void {
  const { CURRENT } = passwords(database);
  store(database, { CURRENT: password, ...CURRENT && { PREVIOUS: CURRENT } });
}

/** It becomes the current one when pending changes are applied. */
export function setPendingPassword(database: StoredResource, password: Password): void {
  store(database, { ...passwords(database), PENDING: password });
}

export function applyPendingPassword(database: StoredResource): void {
  const { PENDING } = passwords(database);
  if (PENDING) setPassword(database, PENDING);
}

export function hasPendingPassword(database: StoredResource): boolean {
  return passwords(database).PENDING !== undefined;
}

/** What a snapshot or a backup takes along. */
export function currentPassword(database: StoredResource): JsonObject {
  const { CURRENT } = passwords(database);
  return CURRENT ? { CURRENT: { ...CURRENT } } : {};
}

/** What GetRelationalDatabaseMasterUserPassword answers. */
export function passwordOutput(request: Request, database: StoredResource): Output {
  const version = request.optionalText('passwordVersion') ?? 'CURRENT';
  const password = passwords(database)[version];
  if (!password) throw doesNotExist('master user password', `${database.name}, ${version}`);
  return { masterUserPassword: password.value, createdAt: new Date(password.createdAt) };
}

function passwords(database: StoredResource): Passwords {
  return (database.hidden?.passwords ?? {}) as unknown as Passwords;
}

function store(database: StoredResource, changed: Passwords): void {
  database.hidden = { ...database.hidden, passwords: changed as unknown as JsonObject };
}
