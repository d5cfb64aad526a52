import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from './credentials';

export interface Signable {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly region: string;
  /** The name in the signature's scope: `states`, `cloudformation`. */
  readonly service: string;
}

/** The headers of a POST, with AWS Signature Version 4. */
export async function signedHeaders(request: Signable, credentials: Credentials, now: number): Promise<Record<string, string>> {
  const { url, headers, body, region, service } = request;
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256, applyChecksum: false });
  const signed = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { ...headers, host: url.host },
    body,
  }, { signingDate: new Date(now) });
  return signed.headers;
}
