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
  'AWSCloudFormationReadOnlyAccess': allow([
    'cloudformation:Describe*', 'cloudformation:EstimateTemplateCost', 'cloudformation:Get*', 'cloudformation:List*', 'cloudformation:ValidateTemplate',
    'cloudformation:Detect*',
  ]),
  // Of the services that are here.
  'ReadOnlyAccess': allow([
    'cloudformation:Describe*', 'cloudformation:Detect*', 'cloudformation:EstimateTemplateCost', 'cloudformation:Get*', 'cloudformation:List*',
    'cloudformation:ValidateTemplate', 'cloudwatch:Describe*', 'cloudwatch:Get*', 'cloudwatch:List*', 'ecr:BatchCheck*', 'ecr:BatchGet*', 'ecr:Describe*',
    'ecr:Get*', 'ecr:List*', 'events:Describe*', 'events:List*', 'events:Test*', 'iam:Generate*', 'iam:Get*', 'iam:List*', 'iam:Simulate*', 'kms:Describe*',
    'kms:Get*', 'kms:List*', 'lambda:Get*', 'lambda:List*', 'lightsail:Download*', 'lightsail:Get*', 'lightsail:Is*', 'logs:Describe*', 'logs:FilterLogEvents',
    'logs:Get*', 'logs:List*', 's3:DescribeJob', 's3:Get*', 's3:List*', 'scheduler:Get*', 'scheduler:List*', 'sns:Check*', 'sns:Get*', 'sns:List*', 'sqs:Get*',
    'sqs:List*', 'sqs:Receive*', 'ssm:Describe*', 'ssm:Get*', 'ssm:List*', 'states:Describe*', 'states:GetExecutionHistory', 'states:List*',
    'sts:GetAccessKeyInfo', 'sts:GetCallerIdentity', 'sts:GetSessionToken',
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
