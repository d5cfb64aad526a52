/**
 * What an error means for the work at hand.
 *
 * - `later`: come back; it goes away by itself.
 * - `denied`: no permission, or credentials that are not known yet. Fresh policies take a while to spread.
 * - `not-found`: what was named is not there.
 * - `name-in-use`: something of that name is there; it may be our own.
 * - `invalid`: the call itself is wrong, and always will be.
 * - `fatal`: an error that the service will not get over by itself (a quota, a state it can't leave).
 * - `defect`: no service answered it: a mistake in this code.
 */
export type ErrorClass = 'later' | 'denied' | 'not-found' | 'name-in-use' | 'invalid' | 'fatal' | 'defect';

export interface Classified {
  readonly type: ErrorClass;
  readonly code: string;
  readonly message: string;
}

/** Reads any error that a call can end with: the SDK's, our own small clients', the network's. */
export function classify(error: unknown): Classified {
  const { code, message, detail, status, network } = read(error);
  const found = RULES.find(({ matches }) => matches(code, detail ? `${message} (${detail})` : message, status, network));
  return { type: found?.type ?? (status === undefined ? 'defect' : 'fatal'), code, message };
}

/** Nothing is known of what became of the call. */
export function isNetworkError(error: unknown): boolean {
  return read(error).network;
}

export function isNotFound(error: unknown): boolean {
  return classify(error).type === 'not-found';
}

interface Rule {
  readonly type: ErrorClass;
  matches(code: string, message: string, status: number | undefined, network: boolean): boolean;
}

/** The first one that matches decides. Texts come before codes: Lightsail uses its few codes for many things. */
const RULES: readonly Rule[] = [
  { type: 'name-in-use', matches: (code, message) => code === 'NameExists' || /names? (are|is) already in use|NameExists/i.test(message) },
  // "Please try again in a few minutes", "Please wait for it to complete before trying again"
  { type: 'later', matches: (_, message, status) => status !== undefined && /try again (later|in a few)|wait for it to complete/i.test(message) },
  // "You can't delete this snapshot right now. The state of this snapshot is: pending"
  { type: 'later', matches: (_, message, status) => status !== undefined && /right now\. The state of this/i.test(message) },
  { type: 'later', matches: (_c, _m, _s, network) => network },
  { type: 'later', matches: (code, message) => /throttl|^(RequestLimitExceeded|TooManyRequests(Exception)?|SlowDown|PriorRequestNotComplete|BandwidthLimitExceeded|RequestTimeout(Exception)?)$/i.test(code) || /^Rate exceeded/i.test(message) },
  { type: 'later', matches: (code) => /^(AccountSetupInProgress|RegionSetupInProgress|Service|ServiceUnavailable|InternalFailure|InternalError|InternalServerError)(Exception)?$/.test(code) },
  { type: 'later', matches: (_c, _m, status) => status !== undefined && (status >= 500 || status === 428 || status === 429 || status === 408) },
  { type: 'not-found', matches: (code, message, status) => status !== undefined && (/NotFound|DoesNotExist/.test(code) || /DoesNotExist|does not exist/i.test(message)) },
  { type: 'denied', matches: (code) => /^(AccessDenied|Unauthenticated|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|MissingAuthenticationToken|NotAuthorized)(Exception)?$/.test(code) },
  { type: 'denied', matches: (_c, _m, status) => status === 401 || status === 403 },
  { type: 'invalid', matches: (code) => /^(InvalidInput|Validation|ValidationError|InvalidParameter|InvalidParameterValue|MissingParameter)(Exception)?$/.test(code) },
];

const NETWORK_CODES = new Set([
  'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EPROTO',
]);
const NETWORK_NAMES = new Set(['NetworkError', 'TimeoutError', 'AbortError']);

interface Read {
  readonly code: string;
  readonly message: string;
  /** Lightsail's errors carry a second, narrower code: `NameExists`, `DoesNotExist`. */
  readonly detail?: string;
  /** Undefined: no service answered. */
  readonly status?: number;
  readonly network: boolean;
}

function read(error: unknown): Read {
  if (!(error instanceof Error)) return { code: 'UnknownError', message: String(error), network: false };
  const systemCode = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const network = NETWORK_CODES.has(systemCode) || NETWORK_NAMES.has(error.name) || /socket hang up/i.test(error.message);
  const status = statusOf(error);
  return { code: error.name, message: error.message, detail: status === undefined ? undefined : systemCode, status, network };
}

/** The HTTP status that a service answered with; undefined: no service did. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error) || typeof error.$metadata !== 'object' || error.$metadata === null) return undefined;
  const { $metadata: metadata } = error;
  if ('httpStatusCode' in metadata && typeof metadata.httpStatusCode === 'number') return metadata.httpStatusCode;
  return undefined;
}
