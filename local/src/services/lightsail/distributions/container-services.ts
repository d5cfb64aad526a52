import { NotSupportedError } from '../../../core/service';
import { doesNotExist } from '../errors';
import type { Handlers, Output, Request } from '../request';
import { GONE, type StoredResource } from '../state';
import { requestTags } from '../tags';
import { commonOutput } from '../views';

const KIND = 'ContainerService';
const NAME = 'serviceName';

/** Container services as far as distributions serve them: made, read, deleted. They run nothing here. */
export const containerServiceHandlers: Handlers = {
  CreateContainerService: create,
  GetContainerServices: (request) => {
    const name = request.optionalText(NAME);
    const services = name === undefined ? request.region.all(KIND) : [named(request, name)];
    return { containerServices: services.map((service) => output(request, service)) };
  },
  DeleteContainerService: (request) => {
    const service = named(request, request.text(NAME));
    const activity = request.begin(0);
    request.proceed(service, activity, [[0, GONE]], [[0, 'READY']]);
    return {};
  },
};

function create(request: Request): Output {
  for (const name of ['deployment', 'publicDomainNames', 'privateRegistryAccess']) {
    if (request.input[name] !== undefined) throw new NotSupportedError(`${name} of Lightsail container services`);
  }
  const name = request.text(NAME);
  const service = request.region.add(KIND, name, {
    tags: requestTags(request.input),
    details: { containerServiceName: name, power: request.text('power'), scale: request.input.scale as number, isDisabled: false },
  });
  service.details.url = `https://${name}.${service.supportCode.split('-').at(-1)?.slice(0, 13)}.${request.region.name}.cs.amazonlightsail.com/`;
  const id = service.arn.slice(service.arn.indexOf('/') + 1).replaceAll('-', '');
  service.details.principalArn = `arn:aws:iam::${request.region.account.id}:role/amazon/lightsail/${request.region.name}/containers/${name}/${id}`;
  service.details.privateRegistryAccess = { ecrImagePullerRole: { isActive: false, principalArn: '' } };
  const activity = request.begin(0);
  request.proceed(service, activity, [[0, 'READY']], [[0, 'DISABLED']]);
  return { containerService: output(request, service) };
}

function named(request: Request, name: string): StoredResource {
  const service = request.region.find(KIND, name);
  if (!service) throw doesNotExist(KIND, name);
  return service;
}

function output(request: Request, service: StoredResource): Output {
  const { name: _, supportCode: __, ...common } = commonOutput(service);
  return { ...common, ...service.details, state: request.region.stateOf(service) };
}
