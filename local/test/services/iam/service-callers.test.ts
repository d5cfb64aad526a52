import { servicePrincipal } from '../../../src/core/service-principal';
import { lambdaState } from '../../../src/services/lambda/function-state';
import { policyOf } from '../../../src/services/lambda/permission-type';
import { REGION, Stage } from '../scheduler/stage';

const RULE = `arn:aws:events:${REGION}:123456789012:rule/page`;

async function publish(stage: Stage, name: string, topicArn: string, options?: { readonly owner: boolean }): Promise<string> {
  const call = { service: 'sns', region: REGION, operation: 'Publish', input: { TopicArn: topicArn, Message: 'x' } };
  return stage.account.call({ ...call, caller: servicePrincipal(stage.account, name, RULE, options) }).then(() => 'taken', (error: Error) => error.message);
}

test('a topic without a policy of its own takes what comes from its account, if the service says from whom', async () => {
  const stage = new Stage();
  const { physicalId } = await stage.create('AWS::SNS::Topic', 'Topic', {});
  expect(await publish(stage, 'cloudwatch.amazonaws.com', physicalId, { owner: true })).toBe('taken');
  expect(await publish(stage, 'events.amazonaws.com', physicalId))
    .toBe(`User: events.amazonaws.com is not authorized to perform: sns:Publish on resource: ${physicalId} because no resource-based policy allows the sns:Publish action`);
});

test.each([
  ['the service', { Principal: { Service: 'events.amazonaws.com' } }, 'taken'],
  ['another service', { Principal: { Service: 's3.amazonaws.com' } }, 'no resource-based policy'],
  ['this source', { Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': `${RULE}*` } } }, 'taken'],
  ['another source', { Principal: '*', Condition: { ArnEquals: { 'aws:SourceArn': `${RULE}2` } } }, 'no resource-based policy'],
  ['this account', { Principal: '*', Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } } }, 'taken'],
  ['nobody', { Principal: { Service: 'events.amazonaws.com' }, Effect: 'Deny' }, 'with an explicit deny in a resource-based policy'],
])('a topic whose policy lets in %s', async (_, statement, outcome) => {
  const stage = new Stage();
  const { physicalId } = await stage.create('AWS::SNS::Topic', 'Topic', {});
  const Statement = [{ Effect: 'Allow', Action: 'sns:Publish', Resource: physicalId, ...statement }];
  await stage.create('AWS::SNS::TopicPolicy', 'Policy', { Topics: [physicalId], PolicyDocument: { Version: '2012-10-17', Statement } });
  expect(await publish(stage, 'events.amazonaws.com', physicalId)).toContain(outcome);
});

test("a function's permissions are its policy", () => {
  const { account } = new Stage();
  const arn = `arn:aws:lambda:${REGION}:123456789012:function:work`;
  expect(policyOf(account, arn)).toBeUndefined();
  lambdaState(account).permissions[`${arn}|one`] = { Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: RULE };
  lambdaState(account).permissions[`${arn}2|two`] = { Action: 'lambda:InvokeFunction', Principal: '123456789012' };
  expect(policyOf(account, arn)).toMatchObject({
    Statement: [{ Sid: 'one', Principal: { Service: 'events.amazonaws.com' }, Resource: arn, Condition: { ArnLike: { 'AWS:SourceArn': RULE } } }],
  });
});
