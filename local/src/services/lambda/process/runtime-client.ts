import http from 'node:http';

/** What the Runtime API hands out: one event, and what goes with it. */
export interface RuntimeInvocation {
  readonly requestId: string;
  readonly deadline: number;
  readonly functionArn: string;
  readonly traceId?: string;
  readonly event: string;
}

/** The client of the Runtime API that each runtime has inside: asks for events, posts answers. */
export class RuntimeClient {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  private readonly host: string;
  private readonly port: number;

  constructor(api: string) {
    const [host = '', port] = api.split(':');
    this.host = host;
    this.port = Number(port);
  }

  async next(): Promise<RuntimeInvocation> {
    const { headers, body } = await this.request('GET', '/invocation/next');
    const header = (name: string) => String(headers[`lambda-runtime-${name}`]);
    return {
      requestId: header('aws-request-id'),
      deadline: Number(header('deadline-ms')),
      functionArn: header('invoked-function-arn'),
      traceId: headers['lambda-runtime-trace-id'] as string | undefined,
      event: body,
    };
  }

  async succeed(requestId: string, result: string): Promise<void> {
    await this.request('POST', `/invocation/${requestId}/response`, result);
  }

  async fail(requestId: string, error: object): Promise<void> {
    await this.request('POST', `/invocation/${requestId}/error`, JSON.stringify(error));
  }

  async failToStart(error: object): Promise<void> {
    await this.request('POST', '/init/error', JSON.stringify(error));
  }

  private request(method: string, path: string, body?: string): Promise<{ headers: http.IncomingHttpHeaders; body: string }> {
    return new Promise((resolve, reject) => {
      const bytes = Buffer.from(body ?? '');
      const request = http.request({
        method,
        host: this.host,
        port: this.port,
        path: `/2018-06-01/runtime${path}`,
        headers: { 'content-type': 'application/json', 'content-length': bytes.length },
        agent: this.agent,
      }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }));
        response.on('error', reject);
      });
      request.on('error', reject);
      request.end(bytes);
    });
  }
}
