import { doesNotExist, invalidInput } from './errors';
import type { Handlers, Output, Request } from './request';
import type { StoredResource } from './state';
import { operationOutput } from './views';

const MAX_TAGS = 50;

/** The tags that a request brings, checked. */
export function requestTags(input: Readonly<Record<string, unknown>>): Record<string, string | null> {
  // A Map: keys are the callers' own.
  const tags = new Map<string, string | null>();
  for (const { key, value } of (input.tags ?? []) as Array<{ key?: string; value?: string }>) {
    if (key === undefined || key.length < 1 || key.length > 128) throw invalidInput(`The tag key ${key ?? ''} must have 1 to 128 characters.`);
    if (value !== undefined && value.length > 256) throw invalidInput(`The value of the tag ${key} must have at most 256 characters.`);
    for (const text of [key, value ?? '']) {
      if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text)) throw invalidInput(`The tag ${key} has characters that are not allowed.`);
    }
    if (/^aws:/i.test(key)) throw invalidInput(`The tag key ${key} is reserved: it begins with aws:.`);
    if (tags.has(key)) throw invalidInput(`The tag key ${key} is there twice.`);
    tags.set(key, value ?? null);
  }
  return checkedCount(Object.fromEntries(tags));
}

/** The resource that a tagging call means: by its name, and by its ARN if that is given too. */
export function taggedResource(request: Pick<Request, 'region' | 'text' | 'optionalText'>): StoredResource | undefined {
  const name = request.text('resourceName');
  const { resources } = request.region.state;
  const resource = Object.hasOwn(resources, name) ? resources[name] : undefined;
  const arn = request.optionalText('resourceArn');
  return arn === undefined || resource?.arn === arn ? resource : undefined;
}

export const tagHandlers: Handlers = {
  TagResource: (request) => {
    const resource = existing(request);
    return change(request, resource, checkedCount({ ...resource.tags, ...requestTags(request.input) }));
  },
  UntagResource: (request) => {
    const resource = existing(request);
    const keys = request.input.tagKeys as string[];
    return change(request, resource, Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !keys.includes(key))));
  },
};

/** The operation is over at once. */
function change(request: Request, resource: StoredResource, tags: Record<string, string | null>): Output {
  const activity = request.begin(0);
  if (!activity.failure && activity.endsAt !== null) resource.tags = tags;
  return { operations: [operationOutput(request.record(resource, activity), request.region.name, request.now)] };
}

function existing(request: Request): StoredResource {
  const resource = taggedResource(request);
  if (!resource) throw doesNotExist('resource', request.optionalText('resourceArn') ?? request.text('resourceName'));
  return resource;
}

function checkedCount<Tags extends Record<string, string | null>>(tags: Tags): Tags {
  if (Object.keys(tags).length > MAX_TAGS) throw invalidInput(`A resource has at most ${MAX_TAGS} tags.`);
  return tags;
}
