import type { ContactMethod, ContactMethodDependencies } from './contact-method-api';
import { type ContactMethodRequestProperties, decodeContactMethod, PROTOCOLS } from './contact-method-properties';
import { type ContactMethodMemo, settleContactMethodSteps } from './settle-contact-method-steps';
import { CONTACT_METHOD_RESOURCE_TYPE, type ContactProtocolName } from '../../src/alarms/contact-method-contract';
import { isMadeSince } from '../cloudformation/made-since';
import { nothingCreated } from '../cloudformation/physical-id';
import type { Properties } from '../cloudformation/properties';
import type { ResourceHandler, ResourcePlan, ResourceRequest, Success } from '../cloudformation/resource-handler';
import { unansweredCreations } from '../cloudformation/unanswered-creations';
import { finish, next, type Step } from '../engine/plan';
import { isOwnedByRequest, isOwnedByResource } from '../lightsail/ownership';

type Request = ResourceRequest<ContactMethodRequestProperties>;

/**
 * ContactMethod. Its physical id is the protocol: a region has one contact method of each, so another protocol replaces
 * the resource, and another endpoint changes it in place.
 */
export class ContactMethodHandler implements ResourceHandler<ContactMethodRequestProperties, ContactMethodMemo> {
  readonly resourceType = CONTACT_METHOD_RESOURCE_TYPE;

  constructor(private readonly dependencies: ContactMethodDependencies) {}

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
    // The answer of a failed replacement names the old one, so no Delete will come for the new one.
    const undo = this.removeStep(request, protocol, ({ tags }) => isOwnedByRequest(tags, request));
    return {
      subject: `the ${protocol} contact method '${endpoint}'`,
      memo: {},
      steps: settleContactMethodSteps(request, this.dependencies),
      onFailure: request.type === 'Update' && isNew ? [undo] : [],
      onCancelled: isNew ? [undo] : [],
      success: ({ attributes }) => success(protocol, { ...attributes }),
      failedCreationId: ({ attempted }) => (attempted ? protocol : nothingCreated(request.requestId)),
    };
  }

  private deletePlan(request: Request): ResourcePlan<ContactMethodMemo> {
    const { physicalId = '' } = request;
    const named = PROTOCOLS.find((name) => name === physicalId);
    const protocol = named ?? request.properties.protocol;
    const isUnanswered = async () => {
      const found = await this.dependencies.contactMethods.get(protocol);
      return (await unansweredCreations(request, found ? [{ ...found, isBeingMade: false }] : [], this.dependencies)).length > 0;
    };
    return {
      subject: `the ${protocol} contact method`,
      memo: {},
      steps: [
        // CloudFormation makes an id up for a Create that it cancelled before the answer named the protocol.
        { name: 'find-contact-method', run: async () => (named || await isUnanswered() ? next() : finish()) },
        this.removeStep(request, protocol, ({ tags, createdAt }) => isOwnedByResource(tags, request) && !isMadeSince(request, createdAt)),
      ],
      onFailure: [],
      success: () => success(physicalId, {}),
      failedCreationId: () => physicalId,
    };
  }

  /** Reads before it deletes: one that existed before us, and one that was made by hand since, stay. */
  private removeStep(
    request: Request, protocol: ContactProtocolName, isOurs: (found: ContactMethod) => boolean,
  ): Step<ContactMethodMemo> {
    return {
      name: 'delete-contact-method',
      run: async () => {
        const found = await this.dependencies.contactMethods.get(protocol);
        if (found && isOurs(found)) {
          await this.dependencies.contactMethods.delete(protocol);
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
