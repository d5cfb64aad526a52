import type { CredentialProvider } from './credentials';
import { type HttpAnswer, NetworkError, type SendHttp } from './http';
import { signedHeaders } from './signature';

const TIMEOUT_MILLISECONDS = 5_000;

export interface SignedClientProps {
  readonly endpoint: URL;
  readonly region: string;
  readonly service: string;
  readonly credentials: CredentialProvider;
  readonly send: SendHttp;
  readonly now: () => number;
  /**
   * How often a call is made if the network fails. Once, if it is not known what a second one would do.
   *
   * @default 2
   */
  readonly attempts?: 1 | 2;
}

/**
 * A signed POST, and no more: for the few calls that are not Lightsail's. The SDK's clients of those services would make
 * the bundle much bigger.
 */
export class SignedClient {
  constructor(private readonly props: SignedClientProps) {}

  /** Tried twice if the network fails, unless the calls may not be repeated. */
  async post(headers: Readonly<Record<string, string>>, body: string): Promise<HttpAnswer> {
    try {
      return await this.attempt(headers, body);
    } catch (error) {
      if (!(error instanceof NetworkError) || this.props.attempts === 1) throw error;
      return this.attempt(headers, body);
    }
  }

  private async attempt(headers: Readonly<Record<string, string>>, body: string): Promise<HttpAnswer> {
    const { endpoint, region, service, credentials, send, now } = this.props;
    const signed = await signedHeaders({ url: endpoint, headers, body, region, service }, await credentials(), now());
    return send({ method: 'POST', url: endpoint, headers: signed, body, timeoutMilliseconds: TIMEOUT_MILLISECONDS });
  }
}
