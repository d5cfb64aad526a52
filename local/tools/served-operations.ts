import { createRequire } from 'node:module';
import type { Account } from '../src/core/account';
import { NotSupportedError } from '../src/core/service';

/** The npm clients of the services, by the services' names in signatures. What a client can call, a service may serve. */
export const CLIENTS: Readonly<Record<string, string>> = {
  cloudformation: 'cloudformation',
  events: 'eventbridge',
  kms: 'kms',
  lambda: 'lambda',
  lightsail: 'lightsail',
  logs: 'cloudwatch-logs',
  monitoring: 'cloudwatch',
  s3: 's3',
  scheduler: 'scheduler',
  secretsmanager: 'secrets-manager',
  sns: 'sns',
  sqs: 'sqs',
  ssm: 'ssm',
  states: 'sfn',
  sts: 'sts',
};

/** Every operation of a service, by its npm client. */
export function knownOperations(service: string): string[] {
  const client = createRequire(__filename)(`@aws-sdk/client-${CLIENTS[service]}`) as Record<string, unknown>;
  return Object.keys(client).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []).sort();
}

/** The operations that a service serves: it answers them, if only with an error, and does not say that it does not know them. */
export async function servedOperations(account: Account, service: string): Promise<string[]> {
  const served: string[] = [];
  for (const operation of knownOperations(service)) {
    const refused = await account.call({ service, region: 'us-east-1', operation, input: {}, caller: account.root })
      .then(() => false, (error: unknown) => error instanceof NotSupportedError);
    if (!refused) served.push(operation);
  }
  return served;
}
