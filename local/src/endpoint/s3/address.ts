import { decodePathPart } from '../http-request';

export interface Address {
  readonly bucket?: string;
  readonly key?: string;
}

/** `bucket.s3.eu-central-1.amazonaws.com`, and what people write for endpoints of their own: `bucket.localhost`. */
const VIRTUAL_HOST = /^(.+?)\.(?:s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?|s3\.localhost|localhost)$/;
/** `s3.eu-central-1.amazonaws.com`: no bucket called `s3`. */
const PATH_STYLE_HOST = /^s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?$|^s3\.localhost$/;

/** The bucket and the key that a URL is about: the bucket is in the host's name or the first part of the path. */
export function addressOf({ hostname, pathname }: URL): Address {
  const [, fromHost] = PATH_STYLE_HOST.test(hostname) ? [] : VIRTUAL_HOST.exec(hostname) ?? [];
  if (fromHost !== undefined) return { bucket: fromHost, ...keyOf(pathname.slice(1)) };
  const slash = pathname.indexOf('/', 1);
  const bucket = decodePathPart(slash < 0 ? pathname.slice(1) : pathname.slice(1, slash));
  if (bucket === '') return {};
  return { bucket, ...slash < 0 ? {} : keyOf(pathname.slice(slash + 1)) };
}

function keyOf(path: string): { key?: string } {
  return path === '' ? {} : { key: decodePathPart(path) };
}
