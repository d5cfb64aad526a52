import { type ContactMethodRequestProperties, decodeContactMethod, PROTOCOLS } from './contact-method-properties';
import type { ContactMethodServices } from './services';
import { type ContactMethodMemo, settleContactMethodSteps } from './settle-contact-method-steps';
import { CONTACT_METHOD_RESOURCE_TYPE, type ContactProtocolName } from '../../src/alarms/contact-method-contract';
import { nothingCreated } from '../cloudformation/physical-id';
import type { Properties } from '../cloudformation/properties';
import type { ResourceHandler, ResourcePlan, ResourceRequest, Success } from '../cloudformation/resource-handler';
import { mayBeLate, standingOf } from '../cloudformation/still-wanted';
import { abandon, finish, next, type Step } from '../engine/plan';
import { isOwnedByRequest, isOwnedByResource, type Tags } from '../lightsail/ownership';

type Request = ResourceRequest<ContactMethodRequestProperties>;

/**
 * ContactMethod. Its physical id is the protocol: a region has one contact method of each, so another protocol replaces
 * the resource, and another endpoint changes it in place.
 */
export class ContactMethodHandler implements ResourceHandler<ContactMethodRequestProperties, ContactMethodMemo> {
  readonly resourceType = CONTACT_METHOD_RESOURCE_TYPE;

  constructor(private readonly services: ContactMethodServices) {}

  decode(properties: Properties): ContactMethodRequestProperties {
    return decodeContactMethod(properties);
  }

  timeoutSeconds({ timeoutSeconds }: ContactMethodRequestProperties): number {
    return timeoutSeconds;
  }

  plan(request: Request): ResourcePlan<ContactMethodMemo> {
    return request.type === 'Delete' ? this.deletePlan(request) : this.settlePlan(request);
  }

  private settlePlan(request: Request): ResourcePlan<ContactMethodMemo> {
    const { protocol, endpoint } = request.properties;
    const isNew = request.physicalId !== protocol;
    // The answer of a failed replacement names the old one, and that of a cancelled request nobody reads.
    const undo = this.removeStep(request, protocol, (tags, memo) => !memo.settled && isOwnedByRequest(tags, request));
    return {
      subject: `the ${protocol} contact method '${endpoint}'`,
      memo: {},
      steps: settleContactMethodSteps(request, this.services),
      onFailure: request.type === 'Update' && isNew ? [undo] : [],
      onAbandon: isNew ? [undo] : [],
      success: ({ attributes }) => success(protocol, { ...attributes }),
      failedCreationId: ({ attempted }) => (attempted ? protocol : nothingCreated(request.requestId)),
    };
  }

  private deletePlan(request: Request): ResourcePlan<ContactMethodMemo> {
    const { physicalId = '' } = request;
    // A Create that was cancelled before it answered has an id that CloudFormation made up.
    const protocol = PROTOCOLS.find((name) => name === physicalId) ?? request.properties.protocol;
    return {
      subject: `the ${protocol} contact method`,
      memo: {},
      steps: [
        {
          name: 'check-request',
          run: async (_, moment) => {
            if (mayBeLate(request, moment.requestAge) && await standingOf(request, physicalId, this.services.stacks) === 'settled') {
              return abandon('the stack has this contact method in use: an old event');
            }
            return next();
          },
        },
        this.removeStep(request, protocol, (tags) => isOwnedByResource(tags, request)),
      ],
      onFailure: [],
      onAbandon: [],
      success: () => success(physicalId, {}),
      failedCreationId: () => physicalId,
    };
  }

  /** Reads before it deletes: one that existed before us, and one that somebody made since, stay. */
  private removeStep(
    request: Request, protocol: ContactProtocolName, isOurs: (tags: Tags, memo: ContactMethodMemo) => boolean,
  ): Step<ContactMethodMemo> {
    return {
      name: 'delete-contact-method',
      run: async (memo) => {
        const found = await this.services.contactMethods.get(protocol);
        if (found && isOurs(found.tags, memo)) {
          await this.services.contactMethods.delete(protocol);
          return next();
        }
        request.log({ decision: found ? 'leave-what-is-not-ours' : 'gone', protocol });
        return finish();
      },
    };
  }
}

function success(physicalId: string, attributes: Readonly<Record<string, string>>): Success {
  return { physicalId, attributes };
}
