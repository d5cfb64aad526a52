import type { FunctionState } from './function-state';

export function logGroupOf({ logGroup, name }: FunctionState): string {
  return logGroup ?? `/aws/lambda/${name}`;
}

/** Each execution environment has its own: the day on which it started, the version, and something that tells it apart. */
export function logStreamName({ version = '$LATEST', name, logGroup }: FunctionState, now: number, id: string): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/${logGroup === undefined ? '' : name}[${version}]${id}`;
}
