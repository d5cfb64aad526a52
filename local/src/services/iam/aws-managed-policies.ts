import { type PolicyDocument, parsePolicyDocument } from './policy-document';
import { NotSupportedError } from '../../core/service';

const allow = (actions: string[]) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });
const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** AWS's own policies that CDK attaches, by the part of the ARN behind `policy/`. */
const POLICIES: Readonly<Record<string, unknown>> = {
  'AdministratorAccess': allow(['*']),
  'service-role/AWSLambdaBasicExecutionRole': allow(LOGS),
  'service-role/AWSLambdaRole': allow(['lambda:InvokeFunction']),
  'service-role/AWSLambdaSQSQueueExecutionRole': allow([...LOGS, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']),
  'service-role/AWSLambdaVPCAccessExecutionRole': allow([
    ...LOGS,
    'ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses',
  ]),
  'AWSXrayWriteOnlyAccess': allow([
    'xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets',
    'xray:GetSamplingStatisticSummaries',
  ]),
};

export function isAwsManaged(arn: string): boolean {
  return /^arn:[\w-]+:iam::aws:policy\//.test(arn);
}

/** The document of one of AWS's own policies. */
export function awsManagedPolicy(arn: string): PolicyDocument {
  const name = arn.slice(arn.indexOf(':policy/') + ':policy/'.length);
  if (!(name in POLICIES)) throw new NotSupportedError(`AWS's managed policy '${name}'`);
  return parsePolicyDocument(POLICIES[name]);
}
