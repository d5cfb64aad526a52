import { doesNotExist, invalidInput } from '../errors';
import { startedOutput } from '../operations';
import type { Region } from '../region';
import type { Handlers, Output, Request, Step } from '../request';
import { GONE, type StoredResource } from '../state';
import { requestTags } from '../tags';
import { commonOutput } from '../views';
import { CONTACT_METHOD, contactMethod, contactMethodName } from './contact-method-store';
import { evaluateAlarms } from './evaluation';
import { send } from './notifications';

const HOUR = 60 * 60 * 1000;
/** The link in the message works for a day; an address that nobody confirmed goes some time after that. */
const VERIFICATION: readonly Step[] = [[0, 'PendingVerification'], [24 * HOUR, 'Invalid'], [48 * HOUR, GONE]];
const SMS_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-northeast-1', 'ap-southeast-1', 'ap-southeast-2'];

export const contactMethodHandlers: Handlers = {
  CreateContactMethod: create,
  GetContactMethods: (request) => {
    const protocols = (request.input.protocols ?? ['Email', 'SMS']) as string[];
    const methods = protocols.flatMap((protocol) => contactMethod(request.region, protocol) ?? []);
    return { contactMethods: methods.map((method) => output(request, method)) };
  },
  SendContactMethodVerification: (request) => {
    const method = existing(request);
    if (request.region.stateOf(method) === 'Valid') throw invalidInput('The Email contact method is verified already.');
    return verification(request, method);
  },
  DeleteContactMethod: (request) => {
    const method = existing(request);
    evaluateAlarms(request.region);
    const activity = request.begin(0);
    request.proceed(method, activity, [[0, GONE]], [[0, request.region.stateOf(method)]]);
    return startedOutput(request, [request.record(method, activity)]);
  },
};

/** Whoever reads the mail clicks the link. */
export function verifyEmail(region: Region): void {
  const method = contactMethod(region, 'Email');
  if (!method || region.stateOf(method) !== 'PendingVerification') {
    throw new Error(`No email address waits for its verification in ${region.name}.`);
  }
  evaluateAlarms(region);
  method.phases = [{ state: 'Valid', from: region.now, activity: region.newId(), delay: 0 }];
}

function create(request: Request): Output {
  const protocol = request.text('protocol');
  const contactEndpoint = request.text('contactEndpoint');
  const { region } = request;
  if (protocol === 'SMS') checkSms(region.name, contactEndpoint);
  else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(contactEndpoint)) throw invalidInput(`${contactEndpoint} is not an email address.`);
  if (contactMethod(region, protocol)) {
    throw invalidInput(`A contact method for ${protocol} exists already in ${region.name}.`, 'Delete it first.');
  }
  evaluateAlarms(region);
  const method = region.add(CONTACT_METHOD, contactMethodName(protocol), {
    tags: requestTags(request.input),
    details: { protocol, contactEndpoint },
  });
  method.arn = `arn:aws:lightsail:${region.name}:${region.account.id}:${CONTACT_METHOD}/${protocol}`;
  if (protocol === 'Email') return verification(request, method);
  const activity = request.begin(0);
  request.proceed(method, activity, [[0, 'Valid']], [[0, GONE]]);
  return startedOutput(request, [request.record(method, activity)]);
}

function verification(request: Request, method: StoredResource): Output {
  const activity = request.begin(0);
  const endpoint = String(method.details.contactEndpoint);
  request.proceed(method, activity, VERIFICATION, [[0, method.phases.length > 0 ? request.region.stateOf(method) : GONE]]);
  if (!activity.failure) {
    send(request.region, {
      at: request.now, protocol: 'Email', endpoint, type: 'verification', text: `Please confirm ${endpoint} for the notifications of Amazon Lightsail.`,
    });
  }
  return startedOutput(request, [request.record(method, activity)]);
}

function checkSms(region: string, number: string): void {
  if (!SMS_REGIONS.includes(region)) throw invalidInput(`SMS contact methods are not supported in ${region}.`);
  if (!/^\+[1-9]\d{1,14}$/.test(number)) throw invalidInput(`${number} is not a phone number in the format E.164.`);
}

function existing(request: Request): StoredResource {
  const protocol = request.text('protocol');
  const method = contactMethod(request.region, protocol);
  if (!method) throw doesNotExist(CONTACT_METHOD, protocol);
  return method;
}

function output(request: Request, method: StoredResource): Output {
  return { ...commonOutput(method), ...method.details, status: request.region.stateOf(method) };
}
