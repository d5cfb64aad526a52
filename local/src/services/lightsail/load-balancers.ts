import { wrongState } from './errors';
import { startedOutput } from './operations';
import { page } from './paging';
import type { Handlers, Output, Request } from './request';
import { GONE, type StoredResource } from './state';
import { requestTags } from './tags';
import { commonOutput } from './views';
import { NotSupportedError } from '../../core/service';

const KIND = 'LoadBalancer';
const NAME = 'loadBalancerName';
const UNKNOWN = ['certificateName', 'certificateDomainName', 'certificateAlternativeNames', 'tlsPolicyName'];

/** Load balancers as far as alarms watch them: made, read, deleted. No instances, no certificates. */
export const loadBalancerHandlers: Handlers = {
  CreateLoadBalancer: create,
  GetLoadBalancer: (request) => ({ loadBalancer: output(request, named(request)) }),
  GetLoadBalancers: (request) => page(request, 'loadBalancers', request.region.all(KIND), (balancer) => balancer.arn,
    (balancer) => output(request, balancer)),
  DeleteLoadBalancer: remove,
};

function create(request: Request): Output {
  for (const name of UNKNOWN) if (request.input[name] !== undefined) throw new NotSupportedError(`${name} of Lightsail load balancers`);
  const name = request.text(NAME);
  const balancer = request.region.add(KIND, name, {
    tags: requestTags(request.input),
    details: {
      instancePort: request.input.instancePort as number,
      healthCheckPath: request.optionalText('healthCheckPath') ?? '/',
      ipAddressType: request.optionalText('ipAddressType') ?? 'dualstack',
      protocol: 'HTTP',
      publicPorts: [80],
      httpsRedirectionEnabled: false,
      configurationOptions: { SessionStickinessEnabled: 'false', SessionStickiness_LB_CookieDurationSeconds: '86400' },
      instanceHealthSummary: [],
      tlsCertificateSummaries: [],
    },
  });
  balancer.details.dnsName = `${balancer.supportCode.split('/')[1]}.${request.region.name}.elb.amazonaws.com`;
  const { loadBalancerCreate: duration } = request.durations;
  const activity = request.begin(duration);
  request.proceed(balancer, activity, [[0, 'provisioning'], [duration, 'active']], [[0, 'provisioning'], [duration, 'failed']]);
  return startedOutput(request, [request.record(balancer, activity)]);
}

function remove(request: Request): Output {
  const balancer = named(request);
  const before = request.region.stateOf(balancer);
  if (before === 'provisioning') throw wrongState('delete this load balancer', KIND, before);
  const { loadBalancerDelete: duration } = request.durations;
  const activity = request.begin(duration);
  request.proceed(balancer, activity, [[0, before], [duration, GONE]], [[0, before]]);
  return startedOutput(request, [request.record(balancer, activity)]);
}

function named(request: Request): StoredResource {
  return request.region.get(KIND, request.text(NAME));
}

function output(request: Request, balancer: StoredResource): Output {
  return { ...commonOutput(balancer), ...balancer.details, state: request.region.stateOf(balancer) };
}
