import type { ContactMethod, ContactMethodDependencies } from './contact-method-api';
import type { ContactMethodRequestProperties } from './contact-method-properties';
import type { ContactMethodAttributes } from '../../src/alarms/contact-method-contract';
import { OWNERSHIP_TAG_PREFIX } from '../../src/provider/ownership-contract';
import { isOfEarlierDeployment } from '../cloudformation/earlier-deployment';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { again, type Moment, next, type Outcome, RequestError, type Step } from '../engine/plan';
import { classify } from '../lightsail/errors';
import { isOwnedByResource, ownershipTags, tagChanges } from '../lightsail/ownership';
import { unlessReleased } from '../lightsail/unless-released';
import { wasRefused } from '../lightsail/was-refused';

/** What the steps that settle a contact method remember. */
export interface ContactMethodMemo {
  /** A call to create it was made; whether it took effect may be unknown. */
  attempted?: boolean;
  /** The verification was sent once more. */
  resent?: boolean;
  attributes?: ContactMethodAttributes;
}

/** How long Lightsail may not know yet what it has just accepted. */
const VISIBILITY_GRACE_MILLISECONDS = 120_000;

/** The steps that bring a region's contact method to its desired state, without touching one that is not ours. */
export function settleContactMethodSteps(
  request: ResourceRequest<ContactMethodRequestProperties>, { contactMethods, tagging, stacks }: ContactMethodDependencies,
): Array<Step<ContactMethodMemo>> {
  const { protocol, endpoint, tags, waitForVerification, timeoutSeconds } = request.properties;
  const kind = protocol === 'Email' ? 'email address' : 'phone number';

  async function settle(memo: ContactMethodMemo): Promise<Outcome> {
    const found = await contactMethods.get(protocol);
    const ours = found !== undefined && isOwnedByResource(found.tags, request) && !await isLetGo(found);
    if (found?.endpoint === endpoint && !(ours && found.status === 'Invalid')) {
      if (ours) await adjustTags(found);
      else request.log({ decision: 'use-what-is-there', protocol });
      if (found.status === 'Invalid') await resend(memo);
      return next();
    }
    if (found && !ours) throw otherEndpoint(found);
    // Lightsail has no call that changes one. Whatever happens between the two, the next go finds and finishes it.
    if (found) await contactMethods.delete(protocol);
    memo.attempted = true;
    try {
      await contactMethods.create(protocol, endpoint, { ...tags, ...ownershipTags(request, protocol) });
    } catch (error) {
      // Two copies of an event may get here at the same moment: the other one may have made it.
      const made = wasRefused(error) ? await contactMethods.get(protocol) : undefined;
      if (!made || made.endpoint !== endpoint || !isOwnedByResource(made.tags, request)) throw error;
    }
    return next();
  }

  /**
   * One that an earlier deployment made and a removal policy kept is used like any other that was there before: a rollback must
   * not delete it.
   */
  async function isLetGo(found: ContactMethod): Promise<boolean> {
    if (!await isOfEarlierDeployment(request, protocol, found.tags, stacks)) return false;
    request.log({ decision: 'let-go', protocol });
    const ours = Object.keys(found.tags).filter((key) => key.startsWith(OWNERSHIP_TAG_PREFIX));
    await unlessReleased(async () => tagging.remove(found.name, ours), async () => contactMethods.get(protocol));
    return true;
  }

  async function adjustTags(found: ContactMethod): Promise<void> {
    const changes = tagChanges(found.tags, request.oldProperties?.tags ?? {}, tags);
    if (changes.remove.length > 0) await tagging.remove(found.name, changes.remove);
    if (Object.keys(changes.set).length > 0) await tagging.set(found.name, changes.set);
  }

  async function read(memo: ContactMethodMemo, moment: Moment): Promise<Outcome> {
    const found = await contactMethods.get(protocol);
    if (!found) {
      if (moment.stepAge < VISIBILITY_GRACE_MILLISECONDS) return again({ pace: 'soon', until: `the ${kind} '${endpoint}' to show`, seen: 'not there yet' });
      throw new RequestError(`The contact method for the ${kind} '${endpoint}' was removed while it was being made. Deploy again.`);
    }
    memo.attributes = { ContactMethodArn: found.arn, Protocol: protocol, Endpoint: found.endpoint, Status: found.status };
    if (!waitForVerification || protocol !== 'Email' || found.status === 'Valid') return next();
    // Half the time is over: a message may have been lost, or taken for spam.
    if (!memo.resent && moment.requestAge >= timeoutSeconds * 500) await resend(memo);
    return again({
      pace: 'operation',
      until: `the email address '${endpoint}' to be verified`,
      seen: found.status,
      advice: 'Click the link in the message that Lightsail sent to this address, and deploy again; or leave waitForVerification out.',
    });
  }

  /** A verification that Lightsail refuses to send does no harm: the status says how it stands. */
  async function resend(memo: ContactMethodMemo): Promise<void> {
    try {
      await contactMethods.sendVerification();
      request.log({ decision: 'resend-verification' });
    } catch (error) {
      const { type, code, message } = classify(error);
      if (type === 'later' || type === 'denied' || type === 'defect') throw error;
      request.log({ decision: 'verification-not-sent', error: `${code}: ${message}` });
    }
    memo.resent = true;
  }

  function otherEndpoint(found: ContactMethod): RequestError {
    return new RequestError(`The region's contact method for ${protocol} is '${found.endpoint}', and was not made by this resource; it was left as it is. `
      + `Lightsail has one for each protocol and region, so '${endpoint}' cannot be added. Use the existing one (ContactMethod.fromProtocol), or delete `
      + 'it in the Lightsail console first.');
  }

  return [
    { name: 'settle-contact-method', run: settle },
    { name: 'read-contact-method', run: read },
  ];
}
