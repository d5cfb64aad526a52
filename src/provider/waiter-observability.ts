import type { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type Permission, policyOf } from './permission';

const DELIVERY_TAKES_NO_RESOURCE = 'AWS lets no resource be named for the actions that deliver logs of state machines.';
const TRACES_TAKE_NO_RESOURCE = 'AWS lets no resource be named for the actions of X-Ray.';

/** What the waiter logs, and whether it is traced. Undefined: as Step Functions does it without being told. */
export function observe(
  scope: Construct, waiter: sfn.CfnStateMachine, role: IRole, options: { readonly logs?: sfn.LogOptions; readonly traced: boolean },
): void {
  const permissions: Permission[] = [];
  if (options.logs) {
    const { destination, includeExecutionData, level = 'ERROR' } = options.logs;
    waiter.loggingConfiguration = {
      destinations: destination && [{ cloudWatchLogsLogGroup: { logGroupArn: destination.logGroupRef.logGroupArn } }],
      includeExecutionData,
      level,
    };
    permissions.push({
      sid: 'DeliverLogs',
      actions: [
        'logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery', 'logs:ListLogDeliveries',
        'logs:PutResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:DescribeLogGroups',
      ],
      resources: ['*'],
      wildcardReason: DELIVERY_TAKES_NO_RESOURCE,
    });
  }
  if (options.traced) {
    waiter.tracingConfiguration = { enabled: true };
    permissions.push({
      sid: 'SendTraces',
      actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
      resources: ['*'],
      wildcardReason: TRACES_TAKE_NO_RESOURCE,
    });
  }
  // Step Functions refuses a state machine whose role may not deliver logs yet. Not in the policy that lets it call the
  // function: that one comes after the function, which comes after the waiter.
  if (permissions.length > 0) waiter.node.addDependency(policyOf(scope, 'WaiterLogPolicy', 'inline', role, permissions));
}
