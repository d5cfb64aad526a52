import type { JsonObject } from '../../../../src/core/json';
import { refuseCycles } from '../../../../src/services/cloudformation/template/graph';
import { StackModel } from '../../../../src/services/cloudformation/template/model';
import { parseTemplate } from '../../../../src/services/cloudformation/template/template';

function model(template: JsonObject): StackModel {
  const environment = { accountId: '1', region: 'eu-central-1', stackName: 'App', stackId: 'arn' };
  return new StackModel(parseTemplate(template), environment, {}, {
    exportedValue: () => undefined, stackOutput: () => undefined, ssmParameter: () => undefined, secret: () => undefined,
  });
}

const resources = (definitions: JsonObject, rest: JsonObject = {}): JsonObject => ({ Resources: definitions, ...rest });

test('dependencies come from Ref, Fn::GetAtt, Fn::Sub and DependsOn', () => {
  const { dependencies } = model(resources({
    A: { Type: 'X' },
    B: { Type: 'X' },
    C: { Type: 'X' },
    D: { Type: 'X', DependsOn: 'C', Properties: { a: { Ref: 'A' }, b: [{ 'Fn::Sub': ['${B.Arn} ${v} ${!C}', { v: { 'Fn::GetAtt': ['A', 'Arn'] } }] }] } },
  }));
  expect([...dependencies.get('D') ?? []].sort()).toEqual(['A', 'B', 'C']);
});

test('only the branch that counts makes a dependency', () => {
  const template = (condition: string) => model(resources({
    A: { Type: 'X', Condition: 'Never' },
    B: { Type: 'X' },
    C: { Type: 'X', DependsOn: ['A'], Properties: { a: { 'Fn::If': [condition, { Ref: 'A' }, { Ref: 'B' }] } } },
  }, { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] }, Always: { 'Fn::Equals': ['a', 'a'] } } }));
  expect(template('Never').dependencies.get('C')).toEqual(['B']);
  expect([...template('Never').resources.keys()]).toEqual(['B', 'C']);
  expect(() => template('Always')).toThrow('Unresolved resource dependencies [A] in the Resources block');
});

test('circles are refused, with those in them', () => {
  expect(() => model(resources({
    A: { Type: 'X', Properties: { b: { Ref: 'B' } } },
    B: { Type: 'X', Properties: { a: { 'Fn::GetAtt': ['A', 'Arn'] } } },
    C: { Type: 'X', Properties: { a: { Ref: 'A' } } },
    D: { Type: 'X' },
  }))).toThrow(/^Circular dependency between resources: \[A, B\]$/);
  expect(() => model(resources({ A: { Type: 'X', DependsOn: 'A' } }))).toThrow('Circular dependency between resources: [A]');
  expect(() => refuseCycles(new Map([['A', []], ['B', ['A']]]))).not.toThrow();
});

test.each<[JsonObject, RegExp]>([
  [{}, /At least one Resources member must be defined/],
  [{ Resources: {}, Strange: {} }, /Invalid template property or properties \[Strange\]/],
  [resources({ A: { Properties: {} } }), /must contain a Type member/],
  [resources({ A: { Type: 'X', Strange: 1 } }), /Invalid template resource property 'Strange'/],
  [resources({ A: { Type: 'X', CreationPolicy: {} } }), /does not know the resource attribute CreationPolicy/],
  [resources({ A: { Type: 'X', DeletionPolicy: 'Keep' } }), /Unrecognized DeletionPolicy "Keep" for resource A/],
  [resources({ A: { Type: 'X', UpdateReplacePolicy: 'RetainExceptOnCreate' } }), /Unrecognized UpdateReplacePolicy/],
  [resources({ 'A-b': { Type: 'X' } }), /non alphanumeric/],
  [resources({ 'Fn::ForEach::A': ['x', [], {}] }), /does not know the function Fn::ForEach in Resources/],
  [resources({ A: { Type: 'X' } }, { Transform: 'AWS::Serverless-2016-10-31' }), /does not know the transform AWS::Serverless-2016-10-31/],
  [resources({ A: { Type: 'X', DependsOn: 'B' } }), /Unresolved resource dependencies \[B\] in the Resources block/],
  [resources({ A: { Type: 'X', Condition: 'C' } }), /Unresolved condition dependency C/],
  [resources({ A: { Type: 'X' } }, { Outputs: { O: { Value: { Ref: 'B' } } } }), /Unresolved resource dependencies \[B\] in the Outputs block/],
  [resources({ A: { Type: 'X' } }, { Outputs: { O: {} } }), /The Value field is required/],
  [resources({ A: { Type: 'X' } }, { Conditions: { C: { 'Fn::Equals': [{ Ref: 'A' }, 1] } } }), /Cannot reference resources in the Conditions block/],
  [resources({ A: { Type: 'X' } }, { Conditions: { C: { Condition: 'D' }, D: { Condition: 'C' } } }), /Circular dependency between conditions/],
])('%j is refused', (template, message) => {
  expect(() => model(template)).toThrow(message);
});
