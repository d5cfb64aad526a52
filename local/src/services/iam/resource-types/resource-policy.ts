import type { Account } from '../../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';
import { checkedResourcePolicy } from '../resource-policy-document';

/** What a resource policy is put on: a queue, a topic. */
export interface HasPolicy {
  policy?: unknown;
}

export interface ResourcePolicyOptions {
  readonly typeName: string;
  /** The property that lists what the policy is put on. */
  readonly list: string;
  /** What is there under such a name. */
  readonly find: (account: Account, name: string) => HasPolicy | undefined;
  /** What the service answers if nothing is there. */
  readonly notFound: () => Error;
  /** What it answers to a document that is no policy. */
  readonly invalid: () => Error;
}

/** A policy on resources that it names. Each has at most one: the last that was put on it. */
export class ResourcePolicyType implements ResourceType {
  readonly typeName: string;
  readonly properties: readonly string[];
  readonly createOnly = [];

  constructor(private readonly options: ResourcePolicyOptions) {
    this.typeName = options.typeName;
    this.properties = ['PolicyDocument', options.list];
  }

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    this.put(context.account, properties);
    return { physicalId: context.generateName(128), attributes: {} };
  }

  async update({ account }: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    // First of all: what is refused leaves everything as it was.
    checkedResourcePolicy(properties.PolicyDocument, this.options.invalid);
    this.remove(account, old);
    this.put(account, properties);
    return { physicalId, attributes: {} };
  }

  async delete({ account }: ResourceContext, _physicalId: string, properties: Properties): Promise<void> {
    this.remove(account, properties);
  }

  private put(account: Account, properties: Properties): void {
    const policy = checkedResourcePolicy(properties.PolicyDocument, this.options.invalid);
    for (const name of this.names(properties)) {
      const resource = this.options.find(account, name);
      if (!resource) throw this.options.notFound();
      resource.policy = policy;
    }
  }

  private remove(account: Account, properties: Properties): void {
    for (const name of this.names(properties)) delete this.options.find(account, name)?.policy;
  }

  private names(properties: Properties): string[] {
    return ((properties[this.options.list] ?? []) as unknown[]).map(String);
  }
}
