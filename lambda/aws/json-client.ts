import { AwsError } from './aws-error';
import type { SignedClient } from './signed-client';

/** Calls of a service that speaks AWS JSON: one header, one body. For the few calls that are not Lightsail's. */
export class JsonClient {
  /**
   * @param client signs for the service
   * @param version the protocol's: `1.0`, `1.1`
   * @param prefix before the operation's name in `X-Amz-Target`: `AWSEvents`
   */
  constructor(private readonly client: SignedClient, private readonly version: '1.0' | '1.1', private readonly prefix: string) {}

  async call(operation: string, input: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.client.post(
      { 'content-type': `application/x-amz-json-${this.version}`, 'x-amz-target': `${this.prefix}.${operation}` }, JSON.stringify(input),
    );
    const members = parse(answer.body);
    if (answer.status < 300) return members;
    const type = typeof members.__type === 'string' ? members.__type : 'UnknownError';
    const text = members.message ?? members.Message;
    throw new AwsError(type.split('#').pop() ?? type, typeof text === 'string' ? text : `HTTP status ${answer.status}`, answer.status);
  }
}

/** An empty answer is one without members; a proxy's may be no JSON at all. */
function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
