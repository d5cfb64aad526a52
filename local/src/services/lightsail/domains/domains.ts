import { doesNotExist, invalidInput } from '../errors';
import { page } from '../paging';
import type { Handler, Handlers, Output, Request } from '../request';
import { GONE, type StoredResource } from '../state';
import { requestTags } from '../tags';
import { commonOutput, operationOutput } from '../views';
import { checkedEntry, type DomainEntry, type EntryInput, firstEntries, isMeant, toJson } from './domain-entries';

const KIND = 'Domain';
const NAME = 'domainName';
const HOME = 'us-east-1';
const DOMAIN_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** DNS zones. They are global, and their calls go to one Region. Every change is over at once. */
export const domainHandlers: Handlers = Object.fromEntries(Object.entries({
  CreateDomain: create,
  CreateDomainEntry: (request) => changeEntries(request, (entries, input, domain) => [...entries, checkedEntry(domain.name, input, entries)]),
  DeleteDomain: (request) => {
    const domain = named(request);
    const activity = request.begin(0);
    const operation = request.record(domain, activity);
    request.proceed(domain, activity, [[0, GONE]], []);
    return { operation: operationOutput(operation, HOME, request.now) };
  },
  DeleteDomainEntry: (request) => changeEntries(request, (entries, input) => {
    const meant = existing(entries, input);
    return entries.filter((entry) => entry !== meant);
  }),
  GetDomain: (request) => ({ domain: output(named(request)) }),
  GetDomains: (request) => page(request, 'domains', request.region.all(KIND), (domain) => domain.arn, output),
  UpdateDomainEntry: (request) => ({
    operations: [changeEntries(request, (entries, input, domain) => {
      if (input.id === undefined) throw invalidInput('The id of the domain entry is required.');
      const meant = existing(entries, input);
      const others = entries.filter((entry) => entry !== meant);
      return [...others, { ...checkedEntry(domain.name, input, others), id: meant.id }];
    }).operation],
  }),
} satisfies Handlers).map(([operation, handler]): [string, Handler] => [operation, (request) => {
  if (request.region.name !== HOME) {
    throw invalidInput(`Domain-related APIs are only available in the ${HOME} Region; this is ${request.region.name}.`, `Call ${HOME}.`);
  }
  return handler(request);
}]));

function create(request: Request): Output {
  const name = request.text(NAME);
  if (!DOMAIN_NAME.test(name)) throw invalidInput(`${name} is not a domain name.`);
  const domain = request.region.add(KIND, name, { tags: requestTags(request.input), details: { domainEntries: toJson(firstEntries(name)) } });
  domain.arn = domain.arn.replace(`:${HOME}:`, ':global:');
  domain.supportCode = `${request.region.account.id}//hostedzone/Z${domain.arn.slice(-12).toUpperCase()}`;
  const activity = request.begin(0);
  request.proceed(domain, activity, [[0, 'available']], [[0, GONE]]);
  return { operation: operationOutput(request.record(domain, activity), HOME, request.now) };
}

function changeEntries(request: Request, change: (entries: DomainEntry[], input: EntryInput, domain: StoredResource) => DomainEntry[]): Output {
  const domain = named(request);
  const entries = change(entriesOf(domain), request.input.domainEntry as EntryInput, domain);
  const activity = request.begin(0);
  if (!activity.failure) domain.details.domainEntries = toJson(entries);
  return { operation: operationOutput(request.record(domain, activity), HOME, request.now) };
}

function existing(entries: readonly DomainEntry[], input: EntryInput): DomainEntry {
  const found = entries.find((entry) => isMeant(entry, input));
  if (!found) throw doesNotExist('domain entry', input.id ?? `${input.name}, ${input.type}, ${input.target}`);
  return found;
}

function entriesOf(domain: StoredResource): DomainEntry[] {
  return domain.details.domainEntries as unknown as DomainEntry[];
}

function named(request: Request): StoredResource {
  return request.region.get(KIND, request.text(NAME));
}

function output(domain: StoredResource): Output {
  return { ...commonOutput(domain), ...domain.details };
}
