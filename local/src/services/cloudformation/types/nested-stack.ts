import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../../core/json';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';
import { NotSupportedError } from '../../../core/service';
import { tagMap } from '../../../core/tags';
import type { Deployer } from '../deployment/deployer';
import type { Outcome } from '../deployment/stack-to-deploy';
import { ResourceFailure, validationError } from '../errors';
import { findStack, STACK_TYPE, type StackState } from '../state';

/** The templates that a child was deployed from last, by their addresses: a rollback of the parent needs the one before. */
const KEPT_TEMPLATES = 2;

/** AWS::CloudFormation::Stack: a stack in a stack. `Ref` is its ARN, `Outputs.Name` its outputs. */
export class NestedStackType implements ResourceType {
  readonly typeName = STACK_TYPE;
  readonly properties = ['Parameters', 'Tags', 'TemplateURL'];
  readonly createOnly = [];
  readonly attributes = ['Outputs'];

  constructor(private readonly deployer: () => Deployer) {}

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const stackName = context.generateName(128);
    const outcome = await this.deploy(context, stackName, properties);
    const { stackId } = outcome;
    if (outcome.result === 'failed') {
      throw new ResourceFailure(`Embedded stack ${stackId ?? stackName} was not successfully created: ${outcome.reason ?? ''}`, stackId);
    }
    return provisioned(outcome);
  }

  async update(context: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    const child = findStack(context.account, context.region, physicalId);
    if (!child) throw new Error(`Stack [${physicalId}] does not exist`);
    const outcome = await this.deploy(context, child.stackName, properties, child);
    if (outcome.result === 'failed') {
      throw new ResourceFailure(
        `Embedded stack ${physicalId} was not successfully updated. Currently in ${outcome.status ?? ''} with reason: ${outcome.reason ?? ''}`, physicalId,
      );
    }
    return provisioned(outcome);
  }

  async delete({ account, region }: ResourceContext, physicalId: string): Promise<void> {
    const child = findStack(account, region, physicalId);
    if (!child || child.status === 'DELETE_COMPLETE') return;
    const { result, reason } = await this.deployer().destroy(child.stackName, region);
    if (result === 'failed') throw new Error(`Embedded stack ${physicalId} was not successfully deleted: ${reason ?? ''}`);
  }

  private async deploy(context: ResourceContext, stackName: string, properties: Properties, child?: StackState): Promise<Outcome> {
    const { account, region, stackId } = context;
    const url = String(properties.TemplateURL);
    const template = child?.templates?.[url] ?? readTemplate(context, url);
    const outcome = await this.deployer().deploy({
      stackName, region, template, parameters: parameters(properties.Parameters), tags: tagMap(properties.Tags), parentId: stackId,
    });
    const deployed = outcome.stackId === undefined ? undefined : findStack(account, region, outcome.stackId);
    if (deployed) {
      const { [url]: _, ...others } = deployed.templates ?? {};
      deployed.templates = Object.fromEntries([...Object.entries(others), [url, template] as const].slice(-KEPT_TEMPLATES));
    }
    return outcome;
  }
}

function provisioned({ stackId = '', outputs }: Outcome): Provisioned {
  return { physicalId: stackId, attributes: { Outputs: Object.fromEntries(outputs.map(({ name, value }) => [name, value])) } };
}

/** Templates lie where assets do: in a bucket, by its address in one of two styles. */
function readTemplate(context: ResourceContext, url: string): JsonObject {
  const [, host = '', path = ''] = /^https:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
  const [, bucketInHost] = /^(.+)\.s3[.-][^/]*$/.exec(host) ?? [];
  const [first = '', ...rest] = path.split('/');
  const [bucket, key] = bucketInHost === undefined ? [first, rest.join('/')] : [bucketInHost, path];
  if (!/(^|\.)s3[.-]/.test(host) || !key) throw validationError('TemplateURL must be a supported URL.');
  const text = readFileSync(context.assetPath(bucket, key), 'utf8');
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    throw new NotSupportedError(`the template ${url}: it is no JSON`);
  }
}

function parameters(given: unknown): Record<string, string> {
  const entries = Object.entries((given ?? {}) as object);
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]));
}
