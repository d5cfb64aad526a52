import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { Account } from '../../../src/core/account';
import { Endpoint } from '../../../src/endpoint/endpoint';
import { Iam } from '../../../src/services/iam/iam';
import { S3 } from '../../../src/services/s3/s3';
import { Ssm } from '../../../src/services/ssm/ssm';
import { Sts } from '../../../src/services/sts/sts';

export const REGION = 'eu-central-1';
export const START = Date.UTC(2030, 0, 1);

/** An account with S3 that listens, and clients of it. */
export class Served {
  readonly account = new Account({ id: '123456789012', now: START });
  readonly endpoint = new Endpoint(this.account);
  readonly folder = mkdtempSync(path.join(tmpdir(), 'local-cloud-s3-'));
  readonly s3 = new S3(this.account, { folder: path.join(this.folder, 'objects') });
  private readonly clients: Array<{ destroy(): void }> = [];

  constructor() {
    new Iam(this.account, { propagationSeconds: 0 });
    new Ssm(this.account);
    new Sts(this.account);
  }

  listen(): Promise<void> {
    return this.endpoint.listen();
  }

  get config() {
    return {
      endpoint: this.endpoint.url, region: REGION, maxAttempts: 1, credentials: { accessKeyId: 'AKIALOCALROOT0000000', secretAccessKey: 'local' },
    };
  }

  client(config: S3ClientConfig = {}): S3Client {
    return this.keep(new S3Client({ ...this.config, ...config }));
  }

  keep<T extends { destroy(): void }>(client: T): T {
    this.clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.destroy();
    await this.endpoint.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
