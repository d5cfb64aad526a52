import type { JsonObject } from '../../../core/json';
import { isCustom } from '../custom-resource/custom-resource-type';
import { asResourceFailure, type ResourceFailure } from '../errors';
import type { ResourceState } from '../state';
import { deployedResources } from './deployed';
import { attributesOf, type Touch } from './forward';
import type { Run } from './run';
import { walk } from './walk';
import type { StackModel } from '../template/model';
import { isSame, toJsonObject } from '../template/values';

/**
 * Takes an update's changes back: an update to the old template, in the order of its dependencies. What the update
 * made anew is left to the cleanup.
 */
export class Backward {
  /** `skip`: what counts as taken back as it is. */
  constructor(
    private readonly run: Run, private readonly old: StackModel, private readonly touched: ReadonlyMap<string, Touch>,
    private readonly skip: readonly string[] = [],
  ) {}

  /** Returns the resources that failed. */
  async apply(): Promise<string[]> {
    return walk(this.old.resources.keys(), {
      needs: (logicalId) => this.old.dependencies.get(logicalId) ?? [],
      visit: async (logicalId) => this.restore(logicalId),
    });
  }

  private async restore(logicalId: string): Promise<ResourceFailure | undefined> {
    const resource = this.run.stack.resources[logicalId];
    if (!resource || this.skip.includes(logicalId)) return undefined;
    const touch = this.touched.get(logicalId);
    await touch?.pending;
    try {
      const properties = this.old.properties(logicalId, deployedResources(this.run.stack));
      const model = this.old.resources.get(logicalId);
      // An update of a policy alone touches nothing, and is taken back all the same.
      if (model) Object.assign(resource, attributesOf(model));
      if (!touch && isSame(properties, resource.properties)) return undefined;
      this.run.journal.resourceIs(resource, 'UPDATE_IN_PROGRESS');
      await this.takeBack(resource, properties, touch);
      this.run.journal.resourceIs(resource, 'UPDATE_COMPLETE');
      return undefined;
    } catch (error) {
      const failure = asResourceFailure(error);
      if (failure.physicalId !== undefined) resource.physicalId = failure.physicalId;
      this.run.journal.resourceIs(resource, 'UPDATE_FAILED', failure.message);
      return failure;
    }
  }

  private async takeBack(resource: ResourceState, properties: JsonObject, touch: Touch | undefined): Promise<void> {
    const before = touch?.before;
    // A native resource that was replaced still exists as it was: the stack returns to it.
    const returns = before && (!touch.asked || (!isCustom(resource.type) && (touch.attempt === 'replace' || resource.physicalId !== before.physicalId)));
    if (returns) {
      const { physicalId, attributes, noEcho } = structuredClone(before);
      Object.assign(resource, { physicalId, attributes, noEcho, properties: structuredClone(before.properties) });
      if (isSame(properties, resource.properties)) return;
    }
    const place = { stack: this.run.stack, logicalId: resource.logicalId, type: resource.type };
    const attempted = resource.properties;
    const result = await this.run.provisioner.update(place, resource.physicalId ?? '', properties, attempted);
    resource.physicalId = result.physicalId;
    resource.attributes = toJsonObject(result.attributes);
    resource.noEcho = result.noEcho;
    resource.properties = properties;
    touch?.made.push(structuredClone(resource));
  }
}
