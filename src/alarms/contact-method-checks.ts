import { Stack, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { ContactEndpoint } from './contact-endpoint';
import type { IContactMethod } from './contact-method-ref';
import { ContactProtocol } from './contact-protocol';
import { checkEnvironment } from '../private/environment-checks';
import { refuse } from '../private/refuse';
import { checkChoice, checkClass, checkText } from '../private/untyped-checks';

const SEE = 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_CreateContactMethod.html';

const SMS_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-northeast-1', 'ap-southeast-1', 'ap-southeast-2'];

export function checkEndpoint(scope: Construct, endpoint: ContactEndpoint): void {
  checkClass(scope, 'endpoint', endpoint, ContactEndpoint, "ContactEndpoint.email('ops@example.com')");
  if (endpoint.protocol === ContactProtocol.SMS) checkSmsRegion(scope);
  if (Token.isUnresolved(endpoint.value)) return;
  checkText(scope, 'endpoint', endpoint.value);
  if (endpoint.protocol === ContactProtocol.SMS) checkPhoneNumber(scope, endpoint.value);
  else checkAddress(scope, endpoint.value);
}

function checkAddress(scope: Construct, address: string): void {
  if (address.length <= 256 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(address)) return;
  refuse(scope, {
    got: `'${address}' as email address`,
    expected: 'an address such as ops@example.com, of at most 256 characters',
    fix: 'correct the address',
    see: SEE,
  });
}

function checkPhoneNumber(scope: Construct, number: string): void {
  if (/^\+[1-9]\d{1,14}$/.test(number)) return;
  refuse(scope, {
    got: `'${number}' as phone number`,
    expected: 'the format E.164: a plus sign, the country code and the number, 15 digits at most, with nothing between them (+4915112345678)',
    fix: 'write the number in that format',
    see: SEE,
  });
}

function checkSmsRegion(scope: Construct): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region) || SMS_REGIONS.includes(region)) return;
  refuse(scope, {
    got: `a contact method for text messages in ${region}`,
    expected: `one of the regions in which Lightsail sends them: ${SMS_REGIONS.join(', ')}`,
    fix: 'use an email address in this region',
    see: SEE,
  });
}

/** A region has one contact method of each protocol: a second one in the same stack could only fight with the first. */
export function checkOnlyOne(scope: Construct, protocol: ContactProtocol): void {
  const stack = Stack.of(scope);
  const protocols = made.get(stack) ?? new Map<ContactProtocol, IConstruct>();
  made.set(stack, protocols);
  const other = protocols.get(protocol);
  if (other) {
    refuse(scope, {
      got: `a second contact method for ${protocol} in the stack '${stack.stackName}'`,
      expected: `one: Lightsail has one for each protocol and region, and ${other.node.path} is it`,
      fix: 'use that one in all alarms of the stack',
      see: SEE,
    });
  }
  protocols.set(protocol, scope);
}

const made = new WeakMap<Stack, Map<ContactProtocol, IConstruct>>();

/** An alarm notifies the contact methods of its own region. */
export function checkContactMethods(scope: Construct, contactMethods: readonly IContactMethod[] | undefined): void {
  const stack = Stack.of(scope);
  for (const contactMethod of contactMethods ?? []) {
    checkChoice(scope, 'protocol of a contact method', contactMethod.protocol, 'ContactProtocol', ContactProtocol);
    const { account, region } = contactMethod.env;
    if (!Token.isUnresolved(account) && !Token.isUnresolved(stack.account) && account !== stack.account) checkEnvironment(scope, contactMethod);
    if (Token.isUnresolved(region) || Token.isUnresolved(stack.region) || region === stack.region) continue;
    refuse(scope, {
      got: `the contact method ${contactMethod.node.path} of ${region} for an alarm in ${stack.region}`,
      expected: 'a contact method of the alarm\'s region: each region has its own',
      fix: `make a contact method in a stack of ${stack.region}`,
      see: SEE,
    });
  }
}
