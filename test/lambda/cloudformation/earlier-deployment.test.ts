import { CloudFormationStacks } from '../../../lambda/aws/cloudformation';
import type { SignedClient } from '../../../lambda/aws/signed-client';
import { isOrdinaryDeletion } from '../../../lambda/cloudformation/earlier-deployment';

function described(status: string, more = ''): Promise<Awaited<ReturnType<CloudFormationStacks['stack']>>> {
  const body = '<DescribeStacksResponse><DescribeStacksResult><Stacks><member>'
    + `<StackName>Shop</StackName><StackStatus>${status}</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime>${more}`
    + '</member></Stacks></DescribeStacksResult></DescribeStacksResponse>';
  const client: Pick<SignedClient, 'post'> = { post: async () => ({ status: 200, headers: {}, body }) };
  return new CloudFormationStacks(client as SignedClient).stack('arn');
}

const PARENT = '<ParentId>arn:aws:cloudformation:eu-central-1:123456789012:stack/All/1</ParentId><RootId>arn:aws:cloudformation:eu-central-1:123456789012:stack/All/1</RootId>';

test.each([
  ['DELETE_IN_PROGRESS', '', true],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', '', true],
  ['DELETE_IN_PROGRESS', PARENT, false],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', PARENT, false],
  ['ROLLBACK_IN_PROGRESS', '', false],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', '', false],
  ['UPDATE_IN_PROGRESS', '', false],
  ['SOMETHING_NEW', '', false],
])('a Delete in a stack that is %s%s is certainly meant: %s', async (status, more, isMeant) => {
  expect(isOrdinaryDeletion(await described(status, more))).toBe(isMeant);
});

test('a Delete in a stack that is not known may be a rollback\'s', () => {
  expect(isOrdinaryDeletion(undefined)).toBe(false);
});
