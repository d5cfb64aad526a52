import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Workbench } from './workbench';
import { Cloud } from '../../../src/cloud';
import { hasAttribute, hasProperty } from '../../../src/services/cloudformation/specification/specification';
import { resourceSpecification, servicesOf } from '../../../tools/resource-specification';

/** Not in the specification: CDK's own, and parts of others. */
const UNSPECIFIED = ['AWS::CDK::Metadata'];

function resourceTypes() {
  const codeFolder = mkdtempSync(path.join(tmpdir(), 'specification-'));
  const { account } = new Cloud({ codeFolder });
  rmSync(codeFolder, { recursive: true });
  return account.resourceTypes;
}

test('what is written down is what CloudFormation has: npm run specification -w local', () => {
  const file = path.join(__dirname, '../../../src/services/cloudformation/specification/resource-types.json');
  expect(readFileSync(file, 'utf8')).toBe(resourceSpecification(servicesOf(resourceTypes().keys())));
});

test('no type has a property or an attribute that CloudFormation does not have', () => {
  const specified = [...resourceTypes().values()].filter(({ typeName }) => !UNSPECIFIED.includes(typeName));
  const invented = specified.flatMap(({ typeName, properties, attributes }) => [
    ...properties.filter((name) => !hasProperty(typeName, name)).map((name) => `${typeName} ${name}`),
    ...(attributes ?? []).filter((name) => !hasAttribute(typeName, name) && name !== 'Outputs').map((name) => `${typeName}.${name}`),
  ]);
  expect(invented).toEqual([]);
});

describe('what is refused, and in whose words', () => {
  const group = (properties: object) => ({ Type: 'AWS::Logs::LogGroup', Properties: properties });
  const output = (attribute: string) => ({ Outputs: { O: { Value: { 'Fn::GetAtt': ['G', attribute] } } } });

  test.each<[string, object, object, string]>([
    ['a type', { Type: 'AWS::EC2::Instance' }, {}, 'The local cloud does not know the resource type AWS::EC2::Instance'],
    ['a property', group({ FieldIndexPolicies: [] }), {}, 'The local cloud does not know the property FieldIndexPolicies of AWS::Logs::LogGroup (G)'],
    ['an attribute', { Type: 'AWS::CloudFormation::WaitConditionHandle' }, output('Id'), 'The local cloud does not know the attribute Id of'],
  ])('the local cloud lacks %s', async (_, resource, rest, message) => {
    await expect(new Workbench().deploy({ G: resource as never }, rest as never)).rejects.toMatchObject({
      name: 'NotSupportedError', message: expect.stringContaining(message) as string,
    });
  });

  test.each<[string, object, object, string]>([
    ['a type', { Type: 'AWS::EC2::Instancer' }, {}, 'Template format error: Unrecognized resource types: [AWS::EC2::Instancer]'],
    ['a property', group({ Retention: 1, FieldIndexPolicies: [] }), {}, 'Encountered unsupported property Retention (resource G)'],
    ['an attribute', group({}), output('Name'), 'Template error: resource G does not support attribute type Name in Fn::GetAtt'],
  ])('CloudFormation lacks %s', async (_, resource, rest, message) => {
    await expect(new Workbench().deploy({ G: resource as never }, rest as never)).rejects.toMatchObject({ name: 'ValidationError', message });
  });
});
