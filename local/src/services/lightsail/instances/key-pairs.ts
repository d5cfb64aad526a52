import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { NotSupportedError } from '../../../core/service';
import { invalidInput } from '../errors';
import { page } from '../paging';
import type { Handlers, Output, Request } from '../request';
import { GONE, type StoredResource } from '../state';
import { requestTags } from '../tags';
import { commonOutput, operationOutput } from '../views';

const KIND = 'KeyPair';
const NAME = 'keyPairName';
/** What instances get whose maker names no key pair. Every Region has it. */
export const DEFAULT_KEY_PAIR = 'LightsailDefaultKeyPair';

export const keyPairHandlers: Handlers = {
  CreateKeyPair: create,
  ImportKeyPair: (request) => {
    const { fingerprint } = readPublicKey(request.text('publicKeyBase64'));
    return { operation: add(request, fingerprint).operation };
  },
  GetKeyPair: (request) => ({ keyPair: output(named(request)) }),
  GetKeyPairs: (request) => {
    if (request.flag('includeDefaultKeyPair')) throw new NotSupportedError('includeDefaultKeyPair of Lightsail\'s GetKeyPairs');
    return page(request, 'keyPairs', request.region.all(KIND), (keyPair) => keyPair.arn, output);
  },
  DeleteKeyPair: (request) => {
    const keyPair = named(request);
    const activity = request.begin(0);
    const operation = request.record(keyPair, activity);
    request.proceed(keyPair, activity, [[0, GONE]], []);
    return { operation: operationOutput(operation, request.region.name, request.now) };
  },
};

/** The private key is in this answer, and nowhere else. */
function create(request: Request): Output {
  request.region.checkFree(request.text(NAME));
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const fingerprint = colons(createHash('sha1').update(privateKey.export({ type: 'pkcs8', format: 'der' })).digest('hex'));
  const { keyPair, operation } = add(request, fingerprint);
  return {
    keyPair: output(keyPair),
    publicKeyBase64: sshPublicKey(publicKey),
    privateKeyBase64: privateKey.export({ type: 'pkcs1', format: 'pem' }),
    operation,
  };
}

function add(request: Request, fingerprint: string): { readonly keyPair: StoredResource; readonly operation: Output } {
  const { region } = request;
  const name = request.text(NAME);
  if (name === DEFAULT_KEY_PAIR) region.checkFree(name, name);
  const keyPair = region.add(KIND, name, { tags: requestTags(request.input), details: { fingerprint } });
  keyPair.supportCode = `${region.account.id}/${name}`;
  const activity = request.begin(0);
  request.proceed(keyPair, activity, [[0, 'available']], [[0, GONE]]);
  return { keyPair, operation: operationOutput(request.record(keyPair, activity), region.name, request.now) };
}

/** In the form of OpenSSH: `ssh-rsa AAAA… comment`. Its fingerprint is that of EC2 for imported keys. */
function readPublicKey(text: string): { readonly fingerprint: string } {
  const refused = invalidInput('The parameter publicKeyBase64 is not a valid public key of the type ssh-rsa.');
  const [type, base64] = text.trim().split(/\s+/);
  if (type !== 'ssh-rsa' || base64 === undefined) throw refused;
  const fields = sshFields(Buffer.from(base64, 'base64'));
  if (fields?.length !== 3 || fields[0].toString() !== 'ssh-rsa') throw refused;
  try {
    const [, e, n] = fields.map((field) => field.toString('base64url'));
    const key = createPublicKey({ key: { kty: 'RSA', e, n }, format: 'jwk' });
    return { fingerprint: colons(createHash('md5').update(key.export({ type: 'spki', format: 'der' })).digest('hex')) };
  } catch {
    throw refused;
  }
}

/** Each field has its length before it. */
function sshFields(data: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = [];
  for (let position = 0; position < data.length;) {
    if (position + 4 > data.length) return undefined;
    const end = position + 4 + data.readUInt32BE(position);
    if (end > data.length) return undefined;
    fields.push(data.subarray(position + 4, end));
    position = end;
  }
  return fields;
}

function sshPublicKey(key: KeyObject): string {
  const { e = '', n = '' } = key.export({ format: 'jwk' });
  const field = (value: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(value.length);
    return Buffer.concat([length, value]);
  };
  // A number whose first bit is set would be negative.
  const number = (base64: string) => {
    const value = Buffer.from(base64, 'base64url');
    return value[0] >= 0x80 ? Buffer.concat([Buffer.of(0), value]) : value;
  };
  return `ssh-rsa ${Buffer.concat([field(Buffer.from('ssh-rsa')), field(number(e)), field(number(n))]).toString('base64')}`;
}

function named(request: Request): StoredResource {
  return request.region.get(KIND, request.text(NAME));
}

function output(keyPair: StoredResource): Output {
  return { ...commonOutput(keyPair), ...keyPair.details };
}

function colons(hex: string): string {
  return (hex.match(/../g) ?? []).join(':');
}
