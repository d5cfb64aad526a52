import { App, CfnResource, Duration, Lazy, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ContactEndpoint, ContactMethod, ContactProtocol } from '../../src';

const TYPE = 'Custom::LightsailContactMethod';

function shop(region?: string): Stack {
  return new Stack(new App(), 'Shop', { env: { region } });
}

describe('ContactMethod', () => {
  test('is an email address', () => {
    const stack = shop();
    const email = new ContactMethod(stack, 'OnCall', { endpoint: ContactEndpoint.email('ops@example.com') });
    Template.fromStack(stack).hasResource(TYPE, {
      Properties: {
        ServiceToken: { 'Fn::GetAtt': [Match.stringLikeRegexp('^CdkLightsailProviderFunction'), 'Arn'] },
        Protocol: 'Email',
        Endpoint: 'ops@example.com',
        WaitForVerification: Match.absent(),
        TimeoutSeconds: 1200,
      },
      DeletionPolicy: 'Delete',
    });
    expect(email.protocol).toBe(ContactProtocol.EMAIL);
  });

  test('is a phone number', () => {
    const stack = shop('eu-west-1');
    new ContactMethod(stack, 'OnCall', { endpoint: ContactEndpoint.sms('+4915112345678') });
    Template.fromStack(stack).hasResourceProperties(TYPE, { Protocol: 'SMS', Endpoint: '+4915112345678' });
  });

  test('waits for the verification as long as it is told', () => {
    const stack = shop();
    new ContactMethod(stack, 'OnCall', { endpoint: ContactEndpoint.email('ops@example.com'), waitForVerification: Duration.minutes(30) });
    Template.fromStack(stack).hasResourceProperties(TYPE, { WaitForVerification: true, TimeoutSeconds: 1800, ServiceTimeout: '2100' });
  });

  test('carries tags, can be kept, and is a reference', () => {
    const stack = shop();
    const email = new ContactMethod(stack, 'OnCall', {
      endpoint: ContactEndpoint.email('ops@example.com'), removalPolicy: RemovalPolicy.RETAIN, tags: { purpose: 'paging' },
    });
    Tags.of(stack).add('team', 'shop');
    const template = Template.fromStack(stack);
    template.hasResource(TYPE, {
      Properties: { Tags: [{ Key: 'purpose', Value: 'paging' }, { Key: 'team', Value: 'shop' }] },
      DeletionPolicy: 'Retain',
    });
    const [logicalId] = Object.keys(template.findResources(TYPE));
    expect(stack.resolve(email.contactMethodArn)).toEqual({ 'Fn::GetAtt': [logicalId, 'ContactMethodArn'] });
    expect(stack.resolve(email.contactMethodStatus)).toEqual({ 'Fn::GetAtt': [logicalId, 'Status'] });
  });

  test('may be created with our tag only', () => {
    const stack = shop();
    new ContactMethod(stack, 'OnCall', { endpoint: ContactEndpoint.email('ops@example.com') });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Sid: 'CreateContactMethods',
          Condition: { StringEquals: { 'aws:RequestTag/cdk-lightsail:stack': { Ref: 'AWS::StackId' } } },
        })]),
      },
    });
  });

  test('refers to the region\'s own without a resource', () => {
    const stack = shop('eu-west-1');
    expect(ContactMethod.fromProtocol(stack, 'OnCall', ContactProtocol.EMAIL)).toMatchObject({ protocol: 'Email', env: { region: 'eu-west-1' } });
    expect(stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct))).toEqual([]);
  });
});

describe('wrong input', () => {
  test.each(['ops', 'ops@', '@example.com', 'ops@example', 'ops @example.com', 'ops@example..com', `${'o'.repeat(250)}@example.com`])('refuses the address %s', (address) => {
    expect(() => new ContactMethod(shop(), 'OnCall', { endpoint: ContactEndpoint.email(address) }))
      .toThrow(/^\[Shop\/OnCall\] Got '.*' as email address; expected an address such as ops@example\.com.* To fix it, /);
  });

  test.each(['4915112345678', '+49 151 12345678', '+0151', '+1', '+1234567890123456', '+49-151'])('refuses the number %s', (number) => {
    expect(() => new ContactMethod(shop(), 'OnCall', { endpoint: ContactEndpoint.sms(number) })).toThrow(/as phone number; expected the format E\.164/);
  });

  test('refuses text messages where Lightsail has none', () => {
    expect(() => new ContactMethod(shop('eu-central-1'), 'OnCall', { endpoint: ContactEndpoint.sms('+4915112345678') }))
      .toThrow(/Got a contact method for text messages in eu-central-1; expected one of the regions .*us-east-1.* To fix it, use an email address/);
  });

  test('lets tokens pass, and regions that are not known', () => {
    const stack = shop();
    const token = Lazy.string({ produce: () => 'nobody' });
    new ContactMethod(stack, 'Email', { endpoint: ContactEndpoint.email(token) });
    new ContactMethod(stack, 'Phone', { endpoint: ContactEndpoint.sms(token) });
    Template.fromStack(stack).resourceCountIs(TYPE, 2);
  });

  test('refuses a second one of the same protocol', () => {
    const stack = shop();
    new ContactMethod(stack, 'One', { endpoint: ContactEndpoint.email('ops@example.com') });
    expect(() => new ContactMethod(stack, 'Two', { endpoint: ContactEndpoint.email('dev@example.com') }))
      .toThrow(/Got a second contact method for Email in the stack 'Shop'; expected one: .* Shop\/One is it/);
  });

  test.each([Duration.seconds(30), Duration.minutes(56)])('refuses to wait %s', (waitForVerification) => {
    expect(() => new ContactMethod(shop(), 'OnCall', { endpoint: ContactEndpoint.email('ops@example.com'), waitForVerification }))
      .toThrow(/Got a timeout of .*; expected 1 to 55 minutes/);
  });
});
