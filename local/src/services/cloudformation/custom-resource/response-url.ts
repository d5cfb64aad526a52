import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Account } from '../../../core/account';
import { cloudFormationState } from '../state';

/** S3 takes an answer this long after the request. */
const VALID_SECONDS = 7200;

/** Its name goes on with the region. */
const BUCKET = 'cloudformation-custom-resource-response-';

/** The URL to which a function sends its answer: a signed one, to an object in a bucket of CloudFormation's. */
export function responseUrl(account: Account, region: string, object: string): string {
  const host = `${BUCKET}${region.replaceAll('-', '')}.s3.${region}.amazonaws.com`;
  const date = new Date(account.clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const credential = `AKIA${randomBytes(8).toString('hex').toUpperCase()}/${date.slice(0, 8)}/${region}/s3/aws4_request`;
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': date,
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Expires': String(VALID_SECONDS),
    'X-Amz-Credential': credential,
  });
  const path = `/${encodeURIComponent(object).replaceAll('%2F', '/')}`;
  query.set('X-Amz-Signature', signature(account, host, object, query));
  return `https://${host}${path}?${query.toString()}`;
}

/** The object that a signed URL names, or why S3 refuses it. */
export function checkedObject(account: Account, url: URL): { object: string } | { refused: string } {
  const object = decoded(url.pathname.slice(1));
  if (object === undefined) return { refused: 'SignatureDoesNotMatch' };
  const query = new URLSearchParams(url.search);
  const given = Buffer.from(query.get('X-Amz-Signature') ?? '');
  query.delete('X-Amz-Signature');
  const expected = Buffer.from(signature(account, url.hostname, object, query));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { refused: 'SignatureDoesNotMatch' };
  const [, year, month, day, hours, minutes, seconds] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  const issued = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  if (!(account.clock.now() <= issued + VALID_SECONDS * 1000)) return { refused: 'AccessDenied' };
  return { object };
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    // No URL that was issued here.
    return undefined;
  }
}

/** Not S3's own derivation, which nobody but S3 could check: but no URL is valid that was not issued here. */
function signature(account: Account, host: string, object: string, query: URLSearchParams): string {
  return createHmac('sha256', cloudFormationState(account).secret).update(`${host}\n${object}\n${query.toString()}`).digest('hex');
}

/** Whether a host is such a bucket of CloudFormation's. Whether a URL of it was issued here its signature says. */
export function isResponseHost(host: string): boolean {
  return host.startsWith(BUCKET);
}
