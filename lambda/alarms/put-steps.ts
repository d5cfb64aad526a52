import type { Alarm, AlarmDependencies } from './alarm-api';
import type { AlarmRequestProperties } from './alarm-properties';
import { formerAlarm, rememberingTags } from './former-alarm';
import { testStep } from './test-step';
import { type AlarmAttributes, MAX_ALARMS_PER_METRIC } from '../../src/alarms/alarm-contract';
import { isOfEarlierDeployment } from '../cloudformation/earlier-deployment';
import { refuseIfOwned } from '../cloudformation/refuse-if-owned';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { follow, type FollowMemo } from '../engine/creation';
import { again, type Moment, next, type Outcome, RequestError, type Step } from '../engine/plan';
import { classify } from '../lightsail/errors';
import type { OperationStatus } from '../lightsail/operations';
import { isOwnedByRequest, isOwnedByResource, ownershipTags, tagChanges } from '../lightsail/ownership';

/** What the steps that put an alarm remember. */
export interface PutMemo extends FollowMemo {
  /** A call to put it was made; whether it took effect may be unknown. */
  attempted?: boolean;
  /** This request made the alarm, or tried to. */
  created?: boolean;
  /** The alarm was there before, and this request overwrote it, or was about to. */
  overwritten?: boolean;
  /** It is certain that there is nothing for a Delete to do. */
  nothingMade?: boolean;
  /** When Lightsail made the alarm. */
  createdAt?: number;
  attributes?: AlarmAttributes;
}

export interface PutProps {
  readonly request: ResourceRequest<AlarmRequestProperties>;
  readonly name: string;
  /** Whether the alarm takes one of the two places of its metric anew. */
  readonly checkLimit: boolean;
  /** The alarm that it is to take the place of. */
  readonly replaces?: string;
  readonly dependencies: AlarmDependencies;
}

/** The steps that bring an alarm to its desired state: is there room for it, whose is it, put, read. */
export function putSteps(props: PutProps): Array<Step<PutMemo>> {
  const { request, name, dependencies } = props;
  const { alarms, operations, tagging, stacks } = dependencies;
  const { configuration, tags, adoptExisting, verifyOnDeploy } = request.properties;
  const ownership = ownershipTags(request, name, props.replaces);

  async function checkLimit(): Promise<Outcome> {
    if (!props.checkLimit) return next();
    const others = (await alarms.ofResource(configuration.monitoredResourceName))
      .filter((alarm) => alarm.configuration.metricName === configuration.metricName && alarm.name !== name);
    if (others.length < MAX_ALARMS_PER_METRIC) return next();
    throw new RequestError(`'${configuration.monitoredResourceName}' has ${others.length} alarms for ${configuration.metricName} already: `
      + `${others.map((alarm) => `'${alarm.name}'`).join(', ')}. Lightsail allows ${MAX_ALARMS_PER_METRIC} for one metric of one resource. `
      + (others.some((alarm) => isOwnedByResource(alarm.tags, request))
        ? 'One of them is the one that this alarm replaces, which is deleted last: remove the other one first, or keep the name.'
        : 'Remove one of them, and deploy again.'));
  }

  /** Reads and puts in one go: between a look and a call that was throttled for a minute, anything can happen. */
  async function put(memo: PutMemo, moment: Moment): Promise<Outcome> {
    const existing = await alarms.get(name);
    if (existing) await prepareToOverwrite(existing, memo, moment);
    // After a crash the alarm of an earlier go is as good as made now.
    memo.created ||= !memo.overwritten && (!existing || isOwnedByRequest(existing.tags, request));
    memo.attempted = true;
    try {
      accept(memo, await alarms.put(name, configuration, existing ? undefined : { ...tags, ...ownership }));
    } catch (error) {
      // Only what is not there yet may be made: "denied" can mean that a copy of this event has just made it.
      if (!existing && classify(error).type === 'denied' && await alarms.get(name)) return put(memo, moment);
      throw error;
    }
    if (existing) await adjustTags(existing);
    return next();
  }

  /** Only what carries our tags may be overwritten, and what it was must be known before it is: the tags come first. */
  async function prepareToOverwrite(existing: Alarm, memo: PutMemo, { now }: Moment): Promise<void> {
    const former = formerAlarm(existing.tags);
    const isOurs = isOwnedByResource(existing.tags, request);
    if (isOurs && former?.requestId === request.requestId) {
      memo.overwritten = true;
    } else if (!isOurs) {
      await adopt(existing, memo, now);
    } else if (await isOfEarlierDeployment(request, name, existing.tags, stacks)) {
      memo.overwritten = true;
      await tagging.set(name, rememberingTags(existing, request, now));
    }
  }

  async function adopt(existing: Alarm, memo: PutMemo, now: number): Promise<void> {
    refuseIfOwned(`alarm '${name}'`, existing.tags);
    if (!adoptExisting) {
      throw new RequestError(`An alarm named '${name}' exists already and was not made by this resource; it was left as it is. Choose another name, or set `
        + 'adoptExisting: then the alarm is overwritten, and belongs to the stack from then on.');
    }
    request.log({ decision: 'adopt', alarm: existing.name });
    memo.overwritten = true;
    try {
      await tagging.set(name, { ...rememberingTags(existing, request, now), ...ownership });
    } catch (error) {
      // Only what no stack owns may be tagged: "denied" can mean that a copy of this event has just done it.
      const alarm = classify(error).type === 'denied' ? await alarms.get(name) : undefined;
      if (!alarm || !isOwnedByRequest(alarm.tags, request)) throw error;
    }
  }

  async function adjustTags(existing: Alarm): Promise<void> {
    const changes = tagChanges(existing.tags, request.oldProperties?.tags ?? {}, tags);
    if (changes.remove.length > 0) await tagging.remove(name, changes.remove);
    if (Object.keys(changes.set).length > 0) await tagging.set(name, changes.set);
  }

  function accept(memo: PutMemo, started: readonly OperationStatus[]): void {
    const failed = started.find(({ outcome }) => outcome === 'failed');
    if (failed) throw notPut(failed.reason ?? failed.status);
    memo.operationId = started.find(({ outcome }) => outcome === 'running')?.id;
  }

  async function read(memo: PutMemo, moment: Moment): Promise<Outcome> {
    const result = await follow<Alarm>(memo, moment, {
      name,
      operations,
      pace: 'operation',
      get: async () => alarms.get(name),
      stateOf: ({ state }) => state,
      // Its state is what it found, not how far it is.
      conditionOf: () => 'ready',
      wait: (seen) => ({ pace: 'soon', until: `the alarm '${name}' to show`, seen }),
      failure: notPut,
    });
    if ('wait' in result) return again(result.wait);
    const { ready: alarm } = result;
    memo.createdAt = alarm.createdAt;
    memo.attributes = { AlarmName: alarm.name, AlarmArn: alarm.arn, State: alarm.state };
    return next();
  }

  function notPut(reason: string): RequestError {
    return new RequestError(`Lightsail could not create the alarm '${name}': ${reason}. Look at it in the Lightsail console, and deploy again.`);
  }

  return [
    { name: 'check-limit', run: checkLimit },
    { name: 'put-alarm', run: put },
    { name: 'read-alarm', run: read },
    ...verifyOnDeploy ? [testStep(name, request.log, dependencies)] : [],
  ];
}
