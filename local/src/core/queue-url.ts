import type { Account } from './account';

/** The URL that names a queue in the calls of SQS. */
export function queueUrl(account: Account, queueArn: string): string {
  const [, , , region, owner, name] = queueArn.split(':');
  return `https://sqs.${region}.amazonaws.com/${owner || account.id}/${name}`;
}
