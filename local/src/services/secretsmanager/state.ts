import { createHash } from 'node:crypto';
import type { Account } from '../../core/account';
import { ServiceError } from '../../core/service';

/** Secrets Manager's section of the account's state. */
export interface SecretsState {
  /** By ARN. */
  secrets: Record<string, StoredSecret>;
  next: number;
}

export interface StoredSecret {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  changedAt: number;
  description?: string;
  /** Without effect: nothing is encrypted here. */
  kmsKeyId?: string;
  tags: Record<string, string>;
  policy?: unknown;
  /** By their ids. */
  versions: Record<string, SecretVersion>;
  /** When it was marked for deletion, and when it will be gone. */
  deletion?: { readonly at: number; readonly until: number };
}

export interface SecretVersion {
  readonly createdAt: number;
  readonly text?: string;
  /** Base 64. */
  readonly bytes?: string;
  stages: string[];
}

export const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

export function secretsState(account: Account): SecretsState {
  return account.section<SecretsState>('secretsmanager', () => ({ secrets: {}, next: 1 }));
}

/** The secret of that name, ARN, or ARN without the characters at its end. */
export function findSecret(account: Account, region: string, id: string): StoredSecret | undefined {
  const { secrets } = secretsState(account);
  const found = Object.values(secrets)
    .find((secret) => secret.arn === id || secret.arn.slice(0, -7) === id || (secret.name === id && secret.region === region));
  if (!found?.deletion || found.deletion.until > account.clock.now()) return found;
  delete secrets[found.arn];
  return undefined;
}

export function secretNotFound(): ServiceError {
  return new ServiceError('ResourceNotFoundException', 'Secrets Manager can\'t find the specified secret.');
}

export function makeSecret(account: Account, region: string, name: string): StoredSecret {
  if (!/^[\w/+=.@-]{1,512}$/.test(name)) {
    throw new ServiceError('ValidationException', 'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!');
  }
  const existing = findSecret(account, region, name);
  if (existing?.deletion) throw new ServiceError('InvalidRequestException', 'You can\'t create this secret because a secret with this name is already scheduled for deletion.');
  if (existing) throw new ServiceError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
  const state = secretsState(account);
  const now = account.clock.now();
  const suffix = createHash('sha256').update(`${account.id} ${state.next++}`).digest('base64').replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 6);
  const arn = `arn:aws:secretsmanager:${region}:${account.id}:secret:${name}-${suffix}`;
  return state.secrets[arn] = { arn, name, region, createdAt: now, changedAt: now, tags: {}, versions: {} };
}

/** Adds a version, by default as the current one. */
export function putVersion(
  account: Account, secret: StoredSecret, value: Pick<SecretVersion, 'text' | 'bytes'>, versionId?: string, stages: readonly string[] = [CURRENT],
): string {
  const id = versionId ?? newVersionId(account);
  const existing = Object.hasOwn(secret.versions, id) ? secret.versions[id] : undefined;
  if (existing) {
    if (existing.text === value.text && existing.bytes === value.bytes) return id;
    throw new ServiceError('ResourceExistsException', `A resource with the ID you requested already exists: you can't modify the version ${id}.`);
  }
  for (const stage of stages) moveStage(secret, stage, stage === CURRENT);
  secret.versions[id] = { createdAt: account.clock.now(), ...value, stages: [...stages] };
  // Versions without any stage are removed; in the cloud at some later time.
  for (const [other, version] of Object.entries(secret.versions)) if (version.stages.length === 0) delete secret.versions[other];
  secret.changedAt = account.clock.now();
  return id;
}

function moveStage(secret: StoredSecret, stage: string, keepAsPrevious: boolean): void {
  const holder = Object.values(secret.versions).find(({ stages }) => stages.includes(stage));
  if (!holder) return;
  holder.stages = holder.stages.filter((other) => other !== stage);
  if (!keepAsPrevious) return;
  moveStage(secret, PREVIOUS, false);
  holder.stages.push(PREVIOUS);
}

function newVersionId(account: Account): string {
  return `5ec00000-0000-4000-8000-${String(secretsState(account).next++).padStart(12, '0')}`;
}

/** The version of that id or stage. */
export function findVersion({ versions }: StoredSecret, id?: string, stage = CURRENT): [id: string, version: SecretVersion] {
  const found = Object.entries(versions).find(([name, version]) => (id === undefined ? version.stages.includes(stage) : name === id));
  if (found) return found;
  throw new ServiceError('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${id === undefined ? `staging label: ${stage}` : `VersionId: ${id}`}`);
}

/**
 * What `{{resolve:secretsmanager:…}}` stands for: a secret, a part of it that is JSON, of a version. `undefined`: there is none.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 */
export function resolvedSecret(account: Account, region: string, reference: string): string | undefined {
  const parts = reference.split(':');
  const id = reference.startsWith('arn:') ? parts.splice(0, 7).join(':') : parts.shift() ?? '';
  const [kind = 'SecretString', key = '', stage = '', version = ''] = parts;
  const secret = kind === 'SecretString' ? findSecret(account, region, id) : undefined;
  if (!secret || secret.deletion) return undefined;
  const [, { text }] = findVersion(secret, version || undefined, stage || undefined);
  if (key === '' || text === undefined) return text;
  try {
    const value = (JSON.parse(text) as Record<string, unknown>)[key];
    return value === undefined ? undefined : String(value);
  } catch {
    throw new ServiceError('ValidationError', `Could not parse SecretString JSON of the secret ${id}.`);
  }
}
