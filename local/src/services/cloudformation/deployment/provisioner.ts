import { dirname } from 'node:path';
import type { Account } from '../../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';
import { NotSupportedError } from '../../../core/service';
import { isCustom } from '../custom-resource/custom-resource-type';
import type { CustomResources } from '../custom-resource/custom-resources';
import { generatedName } from '../names';
import { cloudFormationState, type StackState } from '../state';
import { isPlaceholder, placeholderType } from '../types/placeholder';

/** Where a resource stands. */
export interface Place {
  readonly stack: StackState;
  readonly logicalId: string;
  readonly type: string;
}

export interface ProvisionedResource extends Provisioned {
  readonly noEcho?: boolean;
}

/** `stub`: placeholders stand for them. */
export type UnknownTypes = 'refuse' | 'stub';

/** How long CloudFormation is busy with a resource besides what the resource itself takes. */
const OVERHEAD = 1000;

/** Carries out what a deployment wants of a resource: by its type's code, or by asking the custom resource's function. */
export class Provisioner {
  /** What becomes of resources of types that are not known. */
  unknownTypes: UnknownTypes = 'refuse';

  constructor(private readonly account: Account, private readonly customResources: CustomResources) {}

  /** Gives up at once when `signal` is aborted, if the type can. A native type's work goes on to its end. */
  async create(place: Place, properties: Properties, signal?: AbortSignal): Promise<ProvisionedResource> {
    if (isCustom(place.type)) return this.customResources.create(place, properties, signal);
    await this.account.clock.sleep(OVERHEAD);
    return this.type(place).create(this.context(place), properties);
  }

  async update(place: Place, physicalId: string, properties: Properties, old: Properties, signal?: AbortSignal): Promise<ProvisionedResource> {
    if (isCustom(place.type)) return this.customResources.update(place, physicalId, properties, old, signal);
    await this.account.clock.sleep(OVERHEAD);
    return this.type(place).update(this.context(place), physicalId, properties, old);
  }

  async delete(place: Place, physicalId: string, properties: Properties): Promise<void> {
    if (isCustom(place.type)) return this.customResources.delete(place, physicalId, properties);
    await this.account.clock.sleep(OVERHEAD);
    return this.type(place).delete(this.context(place), physicalId, properties);
  }

  /** Properties whose change makes a new resource. A custom resource says so itself, by its answer. */
  createOnly(type: string): readonly string[] {
    return isCustom(type) ? [] : this.account.resourceTypes.get(type)?.createOnly ?? [];
  }

  private type(place: Place): ResourceType {
    const type = this.account.resourceTypes.get(place.type);
    const current = place.stack.resources[place.logicalId];
    // One that was made stays one: a later process may be stricter.
    if (!type && (this.unknownTypes === 'stub' || (current && isPlaceholder(current)))) return placeholderType(place.type);
    if (!type) throw new NotSupportedError(`the resource type ${place.type}`);
    return type;
  }

  private context({ stack, logicalId }: Place): ResourceContext {
    return {
      account: this.account,
      region: stack.region,
      stackId: stack.stackId,
      stackName: stack.stackName,
      logicalId,
      generateName: (maxLength) => generatedName(stack.stackName, logicalId, maxLength),
      assetPath: (bucket, key) => {
        const path = cloudFormationState(this.account).assets[`${bucket}/${key}`];
        if (path === undefined) throw new NotSupportedError(`the asset s3://${bucket}/${key}`, 'Only assets of a deployed assembly exist here.');
        return path;
      },
      assetFolders: () => [...new Set(Object.values(cloudFormationState(this.account).assets).map((file) => dirname(file)))],
    };
  }
}
