import type { Execution } from './execution-state';
import type { Account } from '../../core/account';

/** More than that does not go into an event, with quotes and all. */
const LARGEST = 248 * 1024;

/** https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
export function publishStatus(account: Account, execution: Execution): void {
  account.publish(execution.region, () => {
    const { arn, input, output, error, cause } = execution;
    const withOutput = output !== undefined && size(output) <= LARGEST;
    const withInput = size(input) + (withOutput ? size(output) : 0) <= LARGEST;
    return {
      'source': 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      'resources': [arn],
      'detail': {
        executionArn: arn,
        stateMachineArn: execution.stateMachineArn,
        name: execution.name,
        status: execution.status,
        startDate: execution.startedAt,
        stopDate: execution.stoppedAt ?? null,
        input: withInput ? input : null,
        output: withOutput ? output : null,
        stateMachineVersionArn: null,
        stateMachineAliasArn: null,
        redriveCount: 0,
        redriveDate: null,
        redriveStatus: execution.status === 'RUNNING' || execution.status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
        inputDetails: { included: withInput },
        outputDetails: output === undefined ? null : { included: withOutput },
        error: error ?? null,
        cause: cause ?? null,
      },
    };
  });
}

function size(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}
