import { partition } from '../../../core/partition';

/** The stack that a template is evaluated for: what the pseudo parameters give. */
export interface StackEnvironment {
  readonly accountId: string;
  readonly region: string;
  readonly stackId: string;
  readonly stackName: string;
}

/** What a template may ask of the account around its stack. Nothing: there is no such thing. */
export interface StackLookups {
  exportedValue(name: string): string | undefined;
  stackOutput(stackName: string, outputName: string, region: string): string | undefined;
  ssmParameter(name: string): string | undefined;
  secret(reference: string): string | undefined;
}

/** The pseudo parameters, `AWS::NoValue` aside. */
export function pseudoParameters(environment: StackEnvironment): Readonly<Record<string, string | string[]>> {
  return {
    'AWS::AccountId': environment.accountId,
    'AWS::NotificationARNs': [],
    'AWS::Partition': partition(environment.region),
    'AWS::Region': environment.region,
    'AWS::StackId': environment.stackId,
    'AWS::StackName': environment.stackName,
    'AWS::URLSuffix': environment.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
}
