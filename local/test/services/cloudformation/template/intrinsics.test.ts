import type { JsonObject } from '../../../../src/core/json';
import { StackModel } from '../../../../src/services/cloudformation/template/model';
import { parseTemplate } from '../../../../src/services/cloudformation/template/template';

const STACK_ID = 'arn:aws:cloudformation:eu-central-1:123456789012:stack/App/1';

function value(expression: unknown, rest: JsonObject = {}, parameters: Record<string, string> = {}): unknown {
  const template = parseTemplate({
    Parameters: {
      Stage: { Type: 'String', Default: 'dev' },
      Zones: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
      Count: { Type: 'Number', Default: 3 },
    },
    Mappings: { Sizes: { dev: { memory: 128, zones: ['x', 'y'] } } },
    Conditions: {
      IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
      IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
      Either: { 'Fn::Or': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] },
      Both: { 'Fn::And': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] },
    },
    Resources: { Other: { Type: 'X' }, It: { Type: 'X', Properties: { Value: expression } } },
    ...rest,
  });
  const model = new StackModel(template, { accountId: '123456789012', region: 'eu-central-1', stackName: 'App', stackId: STACK_ID }, parameters, {
    exportedValue: (name) => name === 'shared' ? 'exported' : undefined,
    stackOutput: (stack, output, region) => stack === 'Net' ? `${output}@${region}` : undefined,
    ssmParameter: (name) => name === '/known' ? 'stored' : undefined,
    secret: (reference) => reference === 'known:SecretString:user' ? 'ada' : undefined,
  });
  return model.properties('It', {
    ref: (logicalId) => `${logicalId}-id`,
    attribute: (logicalId, attribute) => `${logicalId}:${attribute}`,
  }).Value;
}

const EXTENSIONS: JsonObject = { Transform: 'AWS::LanguageExtensions' };

test.each<[string, unknown, unknown]>([
  ['Ref of a resource', { Ref: 'Other' }, 'Other-id'],
  ['Ref of a parameter', { Ref: 'Stage' }, 'dev'],
  ['Ref of a list', { Ref: 'Zones' }, ['a', 'b', 'c']],
  ['Ref of a number', { Ref: 'Count' }, '3'],
  ['AWS::AccountId', { Ref: 'AWS::AccountId' }, '123456789012'],
  ['AWS::NotificationARNs', { Ref: 'AWS::NotificationARNs' }, []],
  ['AWS::NoValue in an object', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
  ['AWS::NoValue in a list', [1, { Ref: 'AWS::NoValue' }], [1]],
  ['AWS::NoValue by Fn::If', { a: { 'Fn::If': ['IsProd', 1, { Ref: 'AWS::NoValue' }] } }, {}],
  ['AWS::Partition', { Ref: 'AWS::Partition' }, 'aws'],
  ['AWS::Region', { Ref: 'AWS::Region' }, 'eu-central-1'],
  ['AWS::StackId', { Ref: 'AWS::StackId' }, STACK_ID],
  ['AWS::StackName', { Ref: 'AWS::StackName' }, 'App'],
  ['AWS::URLSuffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
  ['Fn::GetAtt, a list', { 'Fn::GetAtt': ['Other', 'Arn'] }, 'Other:Arn'],
  ['Fn::GetAtt, dotted', { 'Fn::GetAtt': 'Other.Endpoint.Address' }, 'Other:Endpoint.Address'],
  ['Fn::GetAtt by parameter', { 'Fn::GetAtt': ['Other', { Ref: 'Stage' }] }, 'Other:dev'],
  ['Fn::Sub', { 'Fn::Sub': 'a-${Stage}-${Other}-${Other.Arn}-${AWS::Region}' }, 'a-dev-Other-id-Other:Arn-eu-central-1'],
  ['Fn::Sub with variables', { 'Fn::Sub': ['${x}${Stage}', { x: { Ref: 'Count' } }] }, '3dev'],
  ['Fn::Sub with a literal', { 'Fn::Sub': '${!Literal} $x ${Stage}' }, '${Literal} $x dev'],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 3]] }, 'a-dev-3'],
  ['Fn::Join of a list', { 'Fn::Join': ['-', { Ref: 'Zones' }] }, 'a-b-c'],
  ['Fn::Select', { 'Fn::Select': ['1', { Ref: 'Zones' }] }, 'b'],
  ['Fn::Split', { 'Fn::Split': ['.', 'a.b'] }, ['a', 'b']],
  ['Fn::Select of Fn::Split', { 'Fn::Select': [2, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Other', 'a:b'] }] }] }, 'b'],
  ['Fn::If', { 'Fn::If': ['IsDev', 'yes', 'no'] }, 'yes'],
  ['Fn::If with Fn::And', { 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
  ['Fn::If with Fn::Or', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 128],
  ['Fn::FindInMap of a list', { 'Fn::FindInMap': ['Sizes', 'dev', 'zones'] }, ['x', 'y']],
  ['Fn::Base64', { 'Fn::Base64': 'ä' }, 'w6Q='],
  ['Fn::Cidr', { 'Fn::Cidr': ['10.0.0.0/22', 3, '8'] }, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
  ['Fn::Cidr of six', { 'Fn::Select': [1, { 'Fn::Cidr': ['2001:db8:1:aa00::/56', 2, 64] }] }, '2001:db8:1:aa01::/64'],
  ['Fn::GetAZs', { 'Fn::GetAZs': '' }, ['eu-central-1a', 'eu-central-1b', 'eu-central-1c']],
  ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'shared' } }, 'exported'],
  ['Fn::GetStackOutput', { 'Fn::GetStackOutput': { StackName: 'Net', OutputName: 'Vpc', Region: 'us-east-1' } }, 'Vpc@us-east-1'],
  ['a dynamic reference', { 'Fn::Join': ['', ['x-{{resolve:ssm:/kn', 'own}}']] }, 'x-stored'],
  ['a policy\'s Condition, which is no function', { Condition: 'IsDev' }, { Condition: 'IsDev' }],
])('%s', (_, expression, expected) => {
  expect(value(expression)).toEqual(expected);
});

test.each<[string, unknown, unknown]>([
  ['Fn::Length', { 'Fn::Length': { Ref: 'Zones' } }, 3],
  ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Stage' }, b: { Ref: 'AWS::NoValue' } } }, '{"a":"dev"}'],
  ['DefaultValue', { 'Fn::FindInMap': ['Sizes', 'prod', 'memory', { DefaultValue: { Ref: 'Count' } }] }, '3'],
])('%s with the language extensions', (_, expression, expected) => {
  expect(value(expression, EXTENSIONS)).toEqual(expected);
  expect(() => value(expression)).toThrow(/unsupported function|AWS::LanguageExtensions/);
});

test.each<[unknown, RegExp]>([
  [{ 'Fn::Transform': { Name: 'AWS::Include' } }, /does not know the function Fn::Transform/],
  [{ 'Fn::ForEach::X': ['x', ['a'], {}] }, /does not know the function Fn::ForEach/],
  [{ 'Fn::Contains': [['a'], 'a'] }, /does not know the function Fn::Contains/],
  [{ 'Fn::EachMemberEquals': [['a'], 'a'] }, /does not know the function Fn::EachMemberEquals/],
  [{ 'Fn::EachMemberIn': [['a'], ['a']] }, /does not know the function Fn::EachMemberIn/],
  [{ 'Fn::RefAll': 'x' }, /does not know the function Fn::RefAll/],
  [{ 'Fn::ValueOf': ['x', 'y'] }, /does not know the function Fn::ValueOf/],
  [{ 'Fn::ValueOfAll': ['x', 'y'] }, /does not know the function Fn::ValueOfAll/],
  [{ 'Fn::Wrong': 1 }, /Encountered unsupported function: Fn::Wrong/],
  ['{{resolve:ssm-secure:x:1}}', /does not know the dynamic reference {{resolve:ssm-secure:…}}/],
  [{ 'Fn::Select': [3, ['a']] }, /Fn::Select cannot select nonexistent value at index 3/],
  [{ 'Fn::FindInMap': ['Sizes', 'prod', 'memory'] }, /Unable to get mapping for Sizes::prod::memory/],
  [{ 'Fn::Join': ['', [['nested']]] }, /Fn::Join/],
  [{ 'Fn::ImportValue': 'unknown' }, /No export named unknown found/],
  [{ 'Fn::Cidr': ['10.0.0.0/24', 3, 8] }, /has no room/],
  [{ 'Fn::Sub': '${a b}' }, /variable names in Fn::Sub/],
  [{ 'Fn::Join': ['', ['a']], 'b': 1 }, /must be the only key/],
  [{ 'Fn::GetStackOutput': { StackName: 'Net', OutputName: 'Vpc', RoleArn: 'arn' } }, /RoleArn/],
  [{ Ref: 'Nobody' }, /Unresolved resource dependencies \[Nobody\] in the Resources block/],
  [{ 'Fn::GetAtt': ['Nobody', 'Arn'] }, /Fn::GetAtt references undefined resource Nobody/],
  [{ 'Fn::If': ['Nothing', 1, 2] }, /Unresolved condition dependency Nothing/],
])('%j is refused', (expression, message) => {
  expect(() => value(expression)).toThrow(message);
});

test('parameters are given, checked and listed when they lack', () => {
  expect(value({ 'Fn::If': ['IsProd', 'yes', 'no'] }, {}, { Stage: 'prod' })).toBe('yes');
  expect(() => value(1, {}, { Other: 'x' })).toThrow('Parameters: [Other] do not exist in the template');
  const parameters = (definition: JsonObject): JsonObject => ({ Parameters: { P: definition }, Conditions: {} });
  expect(() => value(1, parameters({ Type: 'String' }))).toThrow('Parameters: [P] must have values');
  expect(() => value(1, parameters({ Type: 'Number', Default: 'x' }))).toThrow('Parameter \'P\' must be a number');
  expect(() => value(1, parameters({ Type: 'String', Default: 'x', AllowedValues: ['y'] }))).toThrow('must be one of AllowedValues');
  expect(() => value(1, parameters({ Type: 'AWS::EC2::VPC::Id', Default: 'x' }))).toThrow('the parameter type AWS::EC2::VPC::Id (P)');
  expect(value({ Ref: 'P' }, parameters({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/known' }))).toBe('stored');
  expect(() => value(1, parameters({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/unknown' }))).toThrow('Unable to fetch parameters [/unknown]');
});

test('rules are checked', () => {
  const rules = (version: string): JsonObject => ({
    Parameters: { Version: { Type: 'String', Default: version } },
    Conditions: {},
    Rules: {
      CheckVersion: {
        Assertions: [{
          Assert: { 'Fn::Not': [{ 'Fn::Contains': [['1', '2', '3'], { Ref: 'Version' }] }] },
          AssertDescription: 'The version is too old.',
        }],
      },
    },
  });
  expect(value(1, rules('30'))).toBe(1);
  expect(() => value(1, rules('2'))).toThrow('CheckVersion: The version is too old.');
});
