import { ANY_STACK, OWN_EXECUTIONS, type Permission } from './permission';

/** ARNs, or patterns of ARNs, of what every request needs. */
export interface ProviderResources {
  readonly waiter: string;
  readonly waiterExecutions: string;
  /** The stack whose requests are carried out; of a shared provider, any. */
  readonly stacks: string;
  readonly logGroup: string;
  /** The key of the function's variables, if they have one of their own. */
  readonly environmentKey?: string;
}

/** What the function may do whatever the family: start its waiter, look at the stack and at earlier requests, write its log. */
export function providerPermissions({ waiter, waiterExecutions, stacks, logGroup, environmentKey }: ProviderResources): Permission[] {
  return [
    { sid: 'StartWaiter', actions: ['states:StartExecution'], resources: [waiter] },
    {
      // Whether a request that is to be cleaned up after was ever answered.
      sid: 'FindWaiterExecutions',
      actions: ['states:DescribeExecution'],
      resources: [waiterExecutions],
      wildcardReason: OWN_EXECUTIONS,
    },
    {
      // What the stack is doing: a request that was cancelled must not create anything.
      sid: 'ReadStacks',
      actions: ['cloudformation:DescribeStacks', 'cloudformation:DescribeStackResource'],
      resources: [stacks],
      wildcardReason: ANY_STACK,
    },
    { sid: 'WriteLog', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup] },
    // Lambda reads the function's variables as the function.
    ...environmentKey === undefined ? [] : [{ sid: 'DecryptEnvironment', actions: ['kms:Decrypt'], resources: [environmentKey] }],
  ];
}
