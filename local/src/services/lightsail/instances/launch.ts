import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../core/json';
import { NotSupportedError } from '../../../core/service';
import type { Blueprint } from '../catalogue/blueprints';
import type { InstanceBundle } from '../catalogue/instance-bundles';
import { invalidInput } from '../errors';
import { startedOutput } from '../operations';
import type { Output, Request } from '../request';
import { GONE, type StoredResource } from '../state';
import { requestTags } from '../tags';
import { checkZone } from '../zones';
import { DEFAULT_KEY_PAIR } from './key-pairs';

/** What the instances of a request are made of. */
export type Image = Pick<Blueprint, 'name' | 'platform' | 'username'> & { readonly blueprintId: string };

/**
 * Makes the instances that a request names, all or none.
 *
 * @param made called for each instance once it is there
 */
export function launch(
  request: Request, image: Image, bundle: InstanceBundle, made: (instance: StoredResource) => void = () => undefined,
): Output {
  const { region } = request;
  const names = request.input.instanceNames as string[];
  if (request.input.addOns !== undefined) throw new NotSupportedError('add-ons of Lightsail instances');
  if (image.platform !== bundle.platform) {
    throw invalidInput(`The bundle ${request.text('bundleId')} does not support the blueprint ${image.blueprintId}: its platform is ${image.platform}.`);
  }
  const keyPairName = request.optionalText('keyPairName');
  if (keyPairName !== undefined && keyPairName !== DEFAULT_KEY_PAIR) region.get('KeyPair', keyPairName);
  const availabilityZone = checkZone(region.name, request.text('availabilityZone'));
  region.checkFree(...names);
  const { instanceCreate: duration } = request.durations;
  return startedOutput(request, names.map((name, index) => {
    const number = Object.keys(region.state.resources).length + index + 10;
    const ipAddressType = request.optionalText('ipAddressType') ?? (bundle.isIpv6Only ? 'ipv6' : 'dualstack');
    const instance = region.add('Instance', name, {
      availabilityZone,
      tags: requestTags(request.input),
      details: {
        blueprintId: image.blueprintId,
        blueprintName: image.name,
        bundleId: request.text('bundleId'),
        hardware: { ...bundle.hardware },
        privateIpAddress: `172.26.${Math.floor(number / 250)}.${number % 250}`,
        ipAddressType,
        username: image.username,
        sshKeyName: keyPairName ?? DEFAULT_KEY_PAIR,
      },
      hidden: { platform: image.platform, dynamicAddress: `198.51.100.${number % 250}` },
    });
    Object.assign(instance.details, publicAddresses(instance, ipAddressType));
    const activity = request.begin(duration);
    request.proceed(instance, activity, [[0, 'pending'], [duration, 'running']], [[0, 'pending'], [duration, GONE]]);
    const operation = request.record(instance, activity, { type: request.operation === 'CreateInstances' ? 'CreateInstance' : request.operation });
    if (!activity.failure) made(instance);
    return operation;
  }));
}

function publicAddresses(instance: StoredResource, type: string): JsonObject {
  const groups = createHash('sha256').update(instance.arn).digest('hex').match(/.{4}/g) ?? [];
  return {
    ...type !== 'ipv6' && { publicIpAddress: String(instance.hidden?.dynamicAddress) },
    // From the range for documentation, in the same form every time.
    ipv6Addresses: type === 'ipv4' ? [] : [['2001', 'db8', ...groups.slice(0, 6).map((group) => group.replace(/^0+(?=.)/, ''))].join(':')],
  };
}
