import {
  CreateContactMethodCommand, DeleteContactMethodCommand, GetContactMethodsCommand, type Operation,
  SendContactMethodVerificationCommand,
} from '@aws-sdk/client-lightsail';
import type { ContactMethod, ContactMethodApi } from './contact-method-api';
import type { ContactProtocolName } from '../../src/alarms/contact-method-contract';
import { RequestError } from '../engine/plan';
import type { LightsailClients } from '../lightsail/client';
import { unlessNotFound } from '../lightsail/not-found';
import { operationStatus } from '../lightsail/operations';
import type { Tags } from '../lightsail/ownership';
import { fromTagList, toTagList } from '../lightsail/tagging';

export class LightsailContactMethods implements ContactMethodApi {
  constructor(private readonly lightsail: LightsailClients) {}

  async get(protocol: ContactProtocolName): Promise<ContactMethod | undefined> {
    const answer = await unlessNotFound(this.lightsail.read.send(new GetContactMethodsCommand({ protocols: [protocol] })));
    const found = answer?.contactMethods?.find((method) => method.protocol === protocol);
    return found && {
      name: found.name ?? '',
      arn: found.arn ?? '',
      endpoint: found.contactEndpoint ?? '',
      status: found.status ?? 'unknown',
      createdAt: found.createdAt,
      tags: fromTagList(found.tags),
    };
  }

  async create(protocol: ContactProtocolName, endpoint: string, tags: Tags): Promise<void> {
    const command = new CreateContactMethodCommand({ protocol, contactEndpoint: endpoint, tags: toTagList(tags) });
    const { operations } = await this.lightsail.change.send(command);
    checkOperations(operations, `make the ${protocol} contact method`);
  }

  async delete(protocol: ContactProtocolName): Promise<void> {
    const answer = await unlessNotFound(this.lightsail.change.send(new DeleteContactMethodCommand({ protocol })));
    checkOperations(answer?.operations, `delete the ${protocol} contact method`);
  }

  async sendVerification(): Promise<void> {
    const { operations } = await this.lightsail.change.send(new SendContactMethodVerificationCommand({ protocol: 'Email' }));
    checkOperations(operations, 'send the verification');
  }
}

function checkOperations(operations: readonly Operation[] | undefined, what: string): void {
  const failed = operations?.map(operationStatus).find(({ outcome }) => outcome === 'failed');
  if (failed) throw new RequestError(`Lightsail could not ${what}: ${failed.reason ?? failed.status}. Look at it in the Lightsail console, and deploy again.`);
}
