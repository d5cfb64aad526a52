import type { JsonObject } from '../../../core/json';
import { isCustom } from '../custom-resource/custom-resource-type';
import { asResourceFailure, ResourceFailure } from '../errors';
import type { InterruptedChange, ResourceState } from '../state';
import { deployedResources } from './deployed';
import type { ProvisionedResource } from './provisioner';
import { newResource, type Run } from './run';
import { walk } from './walk';
import type { ModelResource, StackModel } from '../template/model';
import { isSame, toJsonObject } from '../template/values';

/** What a deployment did to a resource, as far as a rollback or the cleanup has to know. */
export interface Touch {
  readonly attempt: 'create' | 'replace' | 'update';
  /** The resource as it was before; absent for a new one. */
  readonly before?: ResourceState;
  /** Every physical id that came up on the way, with its properties. */
  readonly made: ResourceState[];
  /** Its service was asked for something: there may be something to take back. */
  asked: boolean;
  /** Work that was given up but goes on: a rollback has to await its end. */
  pending?: Promise<void>;
}

const REPLACEMENT = 'Requested update requires the creation of a new physical resource; hence creating one.';
const PROVIDER_REPLACED = 'Requested update required the provider to create a new physical resource';

/** Brings a stack's resources to what a template wants: makes new ones, changes others. Deletes nothing. */
export class Forward {
  readonly touched = new Map<string, Touch>();

  /** `log`: what is touched is also put there, to be found by a later process if this one ends. */
  constructor(private readonly run: Run, private readonly model: StackModel, private readonly log: InterruptedChange[] = []) {}

  /** Returns the resources that failed. */
  async apply(): Promise<string[]> {
    const { abort } = this.run;
    return walk(this.model.resources.keys(), {
      needs: (logicalId) => this.model.dependencies.get(logicalId) ?? [],
      stopped: () => abort.signal.aborted,
      visit: async (logicalId) => {
        const failure = await this.bring(logicalId);
        if (failure) abort.abort();
        return failure;
      },
    });
  }

  private async bring(logicalId: string): Promise<ResourceFailure | undefined> {
    const model = this.model.resources.get(logicalId);
    if (!model) return undefined;
    const current = this.run.stack.resources[logicalId];
    let properties: JsonObject;
    try {
      properties = this.model.properties(logicalId, deployedResources(this.run.stack));
    } catch (error) {
      return this.unresolvable(model, current, asResourceFailure(error));
    }
    if (current?.physicalId === undefined) return this.create(model, properties);
    if (isSame(properties, current.properties)) {
      Object.assign(current, attributesOf(model));
      return undefined;
    }
    return this.change(model, current, current.physicalId, properties);
  }

  private unresolvable(model: ModelResource, current: ResourceState | undefined, failure: ResourceFailure): ResourceFailure {
    const resource = current ?? this.add(model);
    this.touch(model.logicalId, { attempt: current ? 'update' : 'create', before: current && structuredClone(current), made: [], asked: false });
    this.run.journal.resourceIs(resource, current ? 'UPDATE_FAILED' : 'CREATE_FAILED', failure.message);
    return failure;
  }

  private touch(logicalId: string, touch: Touch): void {
    this.touched.set(logicalId, touch);
    // Work under way is no part of the account's state.
    Object.defineProperty(touch, 'pending', { writable: true, enumerable: false });
    this.log.push(Object.assign(touch, { logicalId }));
  }

  private add(model: ModelResource): ResourceState {
    const resource = newResource(model, this.run.account.clock.now());
    this.run.stack.resources[model.logicalId] = resource;
    return resource;
  }

  private async create(model: ModelResource, properties: JsonObject): Promise<ResourceFailure | undefined> {
    const { stack, journal, provisioner, abort } = this.run;
    const resource = this.add(model);
    const touch: Touch = { attempt: 'create', made: [], asked: true };
    this.touch(model.logicalId, touch);
    journal.resourceIs(resource, 'CREATE_IN_PROGRESS');
    resource.properties = properties;
    const work = provisioner.create({ stack, logicalId: model.logicalId, type: model.type }, properties, abort.signal);
    // As soon as CloudFormation knows the physical id: of a custom resource that is when its answer comes, so that one
    // that never answers, or says that it failed, has no such event. Of a native type the local cloud learns it at the end.
    return this.follow(work, resource, touch, 'CREATE', () => {
      journal.resourceIs(resource, 'CREATE_IN_PROGRESS', 'Resource creation Initiated');
    });
  }

  private async change(
    model: ModelResource, resource: ResourceState, oldId: string, properties: JsonObject,
  ): Promise<ResourceFailure | undefined> {
    const { stack, journal, provisioner, abort } = this.run;
    const place = { stack, logicalId: model.logicalId, type: model.type };
    const before = structuredClone(resource);
    const replaced = provisioner.createOnly(model.type).some((name) => !isSame(properties[name], before.properties[name]));
    const touch: Touch = { attempt: replaced ? 'replace' : 'update', before, made: [], asked: true };
    this.touch(model.logicalId, touch);
    Object.assign(resource, attributesOf(model));
    journal.resourceIs(resource, 'UPDATE_IN_PROGRESS', replaced ? REPLACEMENT : undefined);
    resource.properties = properties;
    const work = replaced
      ? provisioner.create(place, properties, abort.signal)
      : provisioner.update(place, oldId, properties, before.properties, abort.signal);
    return this.follow(work, resource, touch, 'UPDATE', () => {
      if (replaced) journal.resourceIs(resource, 'UPDATE_IN_PROGRESS', 'Resource creation Initiated');
      else if (resource.physicalId !== oldId) journal.resourceIs(resource, 'UPDATE_IN_PROGRESS', PROVIDER_REPLACED);
    });
  }

  /** Awaits a resource's work, or gives it up when the deployment is aborted meanwhile. */
  private async follow(
    work: Promise<ProvisionedResource>, resource: ResourceState, touch: Touch, verb: 'CREATE' | 'UPDATE', announce: () => void,
  ): Promise<ResourceFailure | undefined> {
    const { journal, abort } = this.run;
    const settled = work.then((result) => result, asResourceFailure);
    const outcome = await Promise.race([settled, aborted(abort.signal)]);
    const cancelled = outcome === ABORTED || (outcome instanceof ResourceFailure && abort.signal.aborted && isCustom(resource.type));
    if (cancelled) {
      const failure = new ResourceFailure(verb === 'CREATE' ? 'Resource creation cancelled' : 'Resource update cancelled');
      touch.pending = settled.then((late) => note(late, resource, touch));
      // What was given up at once (a custom resource) is known by now; its event names the physical id.
      if (isCustom(resource.type)) await touch.pending;
      journal.resourceIs(resource, `${verb}_FAILED`, failure.message);
      return failure;
    }
    note(outcome, resource, touch);
    if (outcome instanceof ResourceFailure) {
      journal.resourceIs(resource, `${verb}_FAILED`, outcome.message);
      return outcome;
    }
    announce();
    journal.resourceIs(resource, `${verb}_COMPLETE`);
    return undefined;
  }
}

const ABORTED = Symbol('aborted');

function aborted(signal: AbortSignal): Promise<typeof ABORTED> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(ABORTED);
    signal.addEventListener('abort', () => resolve(ABORTED), { once: true });
  });
}

/** Writes down what a resource's work has come to, physical ids above all. */
function note(outcome: ProvisionedResource | ResourceFailure, resource: ResourceState, touch: Touch): void {
  if (outcome instanceof ResourceFailure) {
    if (outcome.untouched) touch.asked = false;
    if (outcome.physicalId === undefined) return;
    // A failed replacement by create leaves the old one current; a failed answer of a custom resource names the current one.
    if (touch.attempt !== 'replace') resource.physicalId = outcome.physicalId;
    touch.made.push({ ...structuredClone(resource), physicalId: outcome.physicalId });
    return;
  }
  resource.physicalId = outcome.physicalId;
  resource.attributes = toJsonObject(outcome.attributes);
  resource.noEcho = outcome.noEcho;
  touch.made.push(structuredClone(resource));
}

/** What a template says of a resource besides its properties. */
export function attributesOf(model: ModelResource): Pick<ResourceState, 'dependsOn' | 'deletionPolicy' | 'updateReplacePolicy'> {
  return { dependsOn: [...model.dependsOn], deletionPolicy: model.deletionPolicy, updateReplacePolicy: model.updateReplacePolicy };
}
