import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../core/json';
import { doesNotExist, invalidInput, wrongState } from '../errors';
import { page } from '../paging';
import { type Activity, type Handler, type Handlers, type Output, type Request } from '../request';
import { GONE, type StoredOperation, type StoredResource } from '../state';
import { requestTags } from '../tags';
import { commonOutput, operationOutput } from '../views';
import { distributionBundle, distributionBundles } from './bundles';
import { cacheResetHandlers } from './cache-resets';
import { noteCertificate } from './certificate-history';
import { changedSettings, NEW_SETTINGS } from './settings';
import { NotSupportedError } from '../../../core/service';

const KIND = 'Distribution';
const NAME = 'distributionName';
/** Distributions exist here alone. */
const REGION = 'us-east-1';

export const distributionHandlers: Handlers = {
  ...Object.fromEntries(Object.entries({
    CreateDistribution: create,
    GetDistributions: list,
    GetDistributionBundles: (): Output => ({ bundles: distributionBundles() }),
    UpdateDistribution: (request) => change(request, changedSettings(request, deployed(request).details, String(deployed(request).details.bundleId))),
    UpdateDistributionBundle: updateBundle,
    AttachCertificateToDistribution: (request) => {
      const input = { certificateName: request.text('certificateName') };
      return change(request, changedSettings(withInput(request, input), deployed(request).details, ''));
    },
    DetachCertificateFromDistribution: (request) => change(request, { certificateName: null, alternativeDomainNames: [] }),
    DeleteDistribution: remove,
    ...cacheResetHandlers,
  } satisfies Handlers).map(([name, handler]) => [name, inTheirRegion(handler)])),
  SetIpAddressType: setIpAddressType,
};

/** Everywhere else the service says where they are. */
function inTheirRegion(handler: Handler): Handler {
  return (request) => {
    if (request.region.name === REGION) return handler(request);
    throw invalidInput('Distribution-related APIs are available only in the N. Virginia (us-east-1) Amazon Web Services Region.',
      'Please set your Amazon Web Services Region configuration to us-east-1 to create, view, or edit distributions.');
  };
}

function create(request: Request): Output {
  const bundleId = request.text('bundleId');
  distributionBundle(bundleId);
  const name = request.text(NAME);
  request.region.checkFree(name);
  const ipAddressType = checkIpAddressType(request.optionalText('ipAddressType') ?? 'dualstack');
  const subdomain = request.optionalText('subdomainName');
  const settings = changedSettings(request, NEW_SETTINGS, bundleId);
  const distribution = request.region.add(KIND, name, {
    tags: requestTags(request.input),
    details: { ...NEW_SETTINGS, ...settings, ipAddressType, bundleId, certificates: [{ from: request.now, name: null }] },
  });
  const [, id] = distribution.supportCode.split('-');
  distribution.details.domainName = `d${createHash('sha256').update(id).digest('hex').slice(0, 13)}.cloudfront.net`;
  const { distributionCreate: duration, distributionLag: lag } = request.durations;
  const activity = request.begin(duration);
  // A subdomain that fails leaves the distribution made, and fails the operation.
  if (subdomain !== undefined) {
    const { failure } = activity;
    distribution.details.subdomain = { name: subdomain, ...failure && { errorCode: failure.code, errorDetails: failure.details } };
  }
  noteCertificate(distribution, { ...activity, failure: undefined }, text(distribution.details.certificateName));
  request.proceed(distribution, activity, [[0, 'InProgress'], [duration + lag, 'Deployed']], [[0, 'InProgress'], [duration, 'Deployed']]);
  return { distribution: output(request, distribution, true), ...operation(request, request.record(distribution, activity)) };
}

function list(request: Request): Output {
  const all = request.region.all(KIND);
  const name = request.optionalText(NAME);
  if (name === undefined) return page(request, 'distributions', all, ({ arn }) => arn, (distribution) => output(request, distribution, false));
  if (all.length === 0) return { distributions: [] };
  return { distributions: [output(request, named(request), true)] };
}

function updateBundle(request: Request): Output {
  const { details, name } = deployed(request);
  const bundleId = request.text('bundleId');
  const { wafRules } = distributionBundle(bundleId);
  const waf = details.waf as { isWafEnabled: boolean; wafRules: Array<{ name: string }> };
  if (waf.isWafEnabled && (wafRules.size === 0 || waf.wafRules.some((rule) => !wafRules.has(rule.name)))) {
    throw invalidInput(`The bundle ${bundleId} does not have the WAF that is enabled for the distribution ${name}.`);
  }
  if (!ableToUpdateBundle(details, request.now)) throw invalidInput("You can update your distribution's bundle only one time within your monthly billing cycle.");
  return change(request, { bundleId, bundleChangedAt: request.now });
}

function setIpAddressType(request: Request): Output {
  const type = request.text('resourceType');
  if (type !== KIND) throw new NotSupportedError(`Lightsail's SetIpAddressType of the type ${type}`);
  return inTheirRegion((own) => {
    const ipAddressType = checkIpAddressType(own.text('ipAddressType'));
    const { operation: started } = change(withInput(own, { distributionName: own.text('resourceName') }), { ipAddressType });
    return { operations: [started] };
  })(request);
}

function remove(request: Request): Output {
  const distribution = deployed(request);
  const { distributionDelete: duration } = request.durations;
  const activity = request.begin(duration);
  request.proceed(distribution, activity, [[0, 'InProgress'], [duration, GONE]], [[0, 'InProgress'], [duration, 'Deployed']]);
  return operation(request, request.record(distribution, activity));
}

/** What was asked for shows at once, and is deployed some time after the operation says that it is done. */
function change(request: Request, settings: JsonObject): Output {
  const distribution = deployed(request);
  const { distributionUpdate: duration, distributionLag: lag } = request.durations;
  const activity: Activity = request.begin(duration);
  if (!activity.failure) {
    Object.assign(distribution.details, settings);
    if ('certificateName' in settings) noteCertificate(distribution, activity, text(settings.certificateName));
  }
  request.proceed(distribution, activity, [[0, 'InProgress'], [duration + lag, 'Deployed']], [[0, 'InProgress'], [duration, 'Deployed']]);
  return operation(request, request.record(distribution, activity));
}

function named(request: Request): StoredResource {
  const name = request.text(NAME);
  const distribution = request.region.find(KIND, name);
  if (!distribution) throw doesNotExist(KIND, name);
  return distribution;
}

/** Lightsail refuses every change while one is in progress. */
function deployed(request: Request): StoredResource {
  const distribution = named(request);
  const status = request.region.stateOf(distribution);
  if (status !== 'Deployed') throw wrongState('perform this operation on this distribution', KIND, status);
  return distribution;
}

function ableToUpdateBundle({ bundleChangedAt }: JsonObject, now: number): boolean {
  const month = (time: number) => new Date(time).toISOString().slice(0, 7);
  return typeof bundleChangedAt !== 'number' || month(bundleChangedAt) !== month(now);
}

function checkIpAddressType(type: string): string {
  if (type === 'ipv6') throw invalidInput('The IP address type of a distribution is ipv4 or dualstack.');
  return type;
}

function withInput(request: Request, input: Record<string, unknown>): Request {
  return Object.assign(Object.create(request) as Request, { input: { ...request.input, ...input } });
}

function operation(request: Request, stored: StoredOperation): Output {
  return { operation: operationOutput(stored, request.region.name, request.now) };
}

function text(value: JsonObject[string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** The list leaves two settings out. */
function output(request: Request, distribution: StoredResource, alone: boolean): Output {
  const {
    certificates: _, cacheReset: __, bundleChangedAt: ___, subdomain, defaultRootObject, customErrorResponses, certificateName, ...details
  } = distribution.details;
  const status = request.region.stateOf(distribution);
  return {
    ...commonOutput(distribution),
    ...details,
    status,
    ableToUpdateBundle: ableToUpdateBundle(distribution.details, request.now),
    ...typeof certificateName === 'string' && { certificateName },
    ...alone && defaultRootObject !== undefined && { defaultRootObject },
    ...alone && customErrorResponses !== undefined && { customErrorResponses },
    ...subdomain !== undefined && { subdomain: subdomainOutput(subdomain as JsonObject, status) },
  };
}

function subdomainOutput(subdomain: JsonObject, status: string): Output {
  return { ...subdomain, state: status !== 'Deployed' ? 'Creating' : subdomain.errorCode === undefined ? 'Attached' : 'Error' };
}
