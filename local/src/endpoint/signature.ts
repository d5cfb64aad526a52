/** What a signature says. It is not verified: the secret of the account is no secret. */
export interface Signature {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** Whether it looks like a Region's name: it becomes a part of keys and ARNs. */
export function isRegionName(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(text);
}

/** Reads a Signature Version 4 `Authorization` header, or nothing if it is none. */
export function readSignature(header: string | undefined): Signature | undefined {
  const match = /^AWS4-HMAC-SHA256 .*Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(header ?? '');
  const [, accessKeyId, region, service] = match ?? [];
  return accessKeyId && region && service ? { accessKeyId, region, service } : undefined;
}
