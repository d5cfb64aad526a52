import { REGION, Stage } from '../scheduler/stage';

function put(stage: Stage, input: Record<string, unknown>, caller = stage.account.root) {
  return stage.account.call({ service: 'monitoring', region: REGION, operation: 'PutMetricData', input, caller });
}

const DATUM = { MetricName: 'Failed', Value: 1, Unit: 'Count', Dimensions: [{ Name: 'Schedule', Value: 'Night' }] };

test('keeps what is put, by name and dimensions', async () => {
  const stage = new Stage();
  await put(stage, { Namespace: 'cdk-lightsail', MetricData: [DATUM, { ...DATUM, Value: 0, Dimensions: [], Timestamp: 1_772_236_800 }] });
  const { cloudWatch } = stage;
  expect(cloudWatch.data('cdk-lightsail', 'Failed')).toHaveLength(2);
  expect(cloudWatch.data('cdk-lightsail', 'Failed', { Schedule: 'Night' })).toMatchObject([{ value: 1, unit: 'Count', at: Date.parse('2026-03-01T00:00:00Z') }]);
  expect(cloudWatch.data('cdk-lightsail', 'Failed').at(-1)?.at).toBe(Date.parse('2026-02-28T00:00:00Z'));
});

test.each([
  ['the namespace of AWS', { Namespace: 'AWS/Lightsail', MetricData: [DATUM] }],
  ['no data', { Namespace: 'x', MetricData: [] }],
  // What is of another type than the API's model says is refused before CloudWatch looks at it.
  ['a value that is none', { Namespace: 'x', MetricData: [{ ...DATUM, Value: 'many' }] }, 'SerializationException'],
])('refuses %s', async (_, input, code = 'InvalidParameterValueException') => {
  await expect(put(new Stage(), input)).rejects.toMatchObject({ code });
});

test('asks IAM for the namespace', async () => {
  const stage = new Stage();
  const roleArn = await stage.role('lambda.amazonaws.com', {
    Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*', Condition: { StringEquals: { 'cloudwatch:namespace': 'cdk-lightsail' } },
  });
  const caller = { accessKeyId: 'ASIA', arn: 'arn:aws:sts::123456789012:assumed-role/x/y', roleName: roleArn.split('/')[1] };
  await put(stage, { Namespace: 'cdk-lightsail', MetricData: [DATUM] }, caller);
  await expect(put(stage, { Namespace: 'other', MetricData: [DATUM] }, caller)).rejects.toThrow(/not authorized to perform: cloudwatch:PutMetricData/);
});
