import { dirname } from 'node:path';
import type { Account } from '../../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';
import { NotSupportedError } from '../../../core/service';
import { isCustom } from '../custom-resource/custom-resource-type';
import type { CustomResources } from '../custom-resource/custom-resources';
import { asResourceFailure, ResourceFailure } from '../errors';
import { generatedName } from '../names';
import { cloudFormationState, type StackState } from '../state';

/** Where a resource stands. */
export interface Place {
  readonly stack: StackState;
  readonly logicalId: string;
  readonly type: string;
}

export interface ProvisionedResource extends Provisioned {
  readonly noEcho?: boolean;
}

/** How long CloudFormation is busy with a resource besides what the resource itself takes. */
const OVERHEAD = 1000;

/** Carries out what a deployment wants of a resource: by its type's code, or by asking the custom resource's function. */
export class Provisioner {
  constructor(private readonly account: Account, private readonly customResources: CustomResources) {}

  /**
   * For a deployment that nobody waits for: what the local cloud does not know, and its own defects, are reported, and
   * fail the resource, so that the deployment comes to an end.
   */
  inBackground(): Pick<Provisioner, 'create' | 'update' | 'delete' | 'createOnly'> {
    const guarded = async <T>(work: Promise<T>): Promise<T> => {
      try {
        return await work;
      } catch (error) {
        throw this.failure(error);
      }
    };
    return {
      create: (...args) => guarded(this.create(...args)),
      update: (...args) => guarded(this.update(...args)),
      delete: (...args) => guarded(this.delete(...args)),
      createOnly: (type) => this.createOnly(type),
    };
  }

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

  private failure(error: unknown): ResourceFailure {
    try {
      return asResourceFailure(error);
    } catch {
      this.account.defects.report(error);
      return new ResourceFailure(error instanceof Error ? error.message : String(error));
    }
  }

  private type(place: Place): ResourceType {
    const type = this.account.resourceTypes.get(place.type);
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
      assetPath: (bucket, key) => this.assetPath(bucket, key),
      assetFolders: () => [...new Set(Object.values(cloudFormationState(this.account).assets).map((file) => dirname(file)))],
    };
  }

  /** An object in the account's S3, or a file that a deployed assembly brought along. */
  private assetPath(bucket: string, key: string): string {
    const stored = this.account.services.get('s3')?.contentPath?.(`arn:aws:s3:::${bucket}/${key}`);
    const { assets } = cloudFormationState(this.account);
    const path = stored ?? (Object.hasOwn(assets, `${bucket}/${key}`) ? assets[`${bucket}/${key}`] : undefined);
    if (path === undefined) {
      throw new NotSupportedError(`the asset s3://${bucket}/${key}`, 'Only objects of its own S3 and the assets of a deployed assembly exist here.');
    }
    return path;
  }
}
