import type { AccountPicture, Fact, LoggedLine, Problem, RunRecord } from './run-record';
import type { Cloud } from '../cloud';
import { cloudFormationState } from '../services/cloudformation';
import { isObject } from '../services/cloudformation/template/values';

const HIDDEN = '(hidden)';

/** Members that hold secrets, in requests and in the account's state. */
const SECRET_MEMBER = /password|passphrase|secret(?!arn|name|id)|private_?key|api_?key|access_?key|credential/i;

/** Shorter ones are words that occur everywhere: hiding them would hide the text around them. */
const SHORTEST = 4;

/** Where CloudFormation takes answers, and any other signed URL. */
const URLS = /https?:\/\/(?:cloudformation-custom-resource-response-[^\s"'<>\\]*|[^\s"'<>\\]*[?&]X-Amz-(?:Signature|Credential|Security-Token)=[^\s"'<>\\]*)/gi;
const ACCESS_KEYS = /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g;

/** Takes the secrets of an account out of a text. */
export type Redact = (text: string) => string;

/** Response URLs, access keys, parameters and attributes with NoEcho, and what is called a password, a secret or a key. */
export function redactor(cloud: Cloud): Redact {
  const secrets = new Set<string>();
  const keep = (value: unknown) => {
    if (typeof value === 'string' && value.length >= SHORTEST) secrets.add(value);
  };
  for (const stack of cloudFormationState(cloud.account).stacks) {
    const definitions = isObject(stack.template.Parameters) ? stack.template.Parameters : {};
    for (const [name, value] of Object.entries({ ...stack.parameters, ...stack.givenParameters })) {
      const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
      if (isObject(definition) && String(definition.NoEcho) === 'true') keep(value);
    }
    for (const { noEcho, attributes } of [...Object.values(stack.resources), ...stack.leftovers]) {
      if (noEcho) everyText(attributes, keep);
    }
  }
  secretMembers(cloud.account.state, keep);
  for (const { call } of cloud.account.calls) secretMembers(call.input, keep);

  // The longest first: one secret may be a part of another.
  const all = [...secrets].sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
  const known = all.length === 0 ? undefined : new RegExp(all.flatMap(spellings).map(quoted).join('|'), 'g');
  return (text) => {
    const plain = text.replace(URLS, HIDDEN).replace(ACCESS_KEYS, HIDDEN);
    return known ? plain.replace(known, HIDDEN) : plain;
  };
}

/** The record with every text redacted that somebody else wrote. Statuses and the like stay: they tell nothing. */
export function withoutSecrets(record: RunRecord, redact: Redact): RunRecord {
  const facts = (all: readonly Fact[]) => all.map(({ label, text }) => ({ label, text: redact(text) }));
  const log = (lines: readonly LoggedLine[]) => lines.map(({ at, text }) => ({ at, text: redact(text) }));
  const picture = ({ things }: AccountPicture) => ({ things: things.map((thing) => ({ ...thing, name: redact(thing.name) })) });
  const problem = ({ at, what, reason }: Problem) => ({ at, what: redact(what), reason: redact(reason) });
  return {
    ...record,
    title: redact(record.title),
    lanes: record.lanes.map((lane) => ({
      ...lane,
      group: redact(lane.group),
      name: redact(lane.name),
      ...lane.note === undefined ? {} : { note: redact(lane.note) },
      spans: lane.spans.map((span) => ({
        ...span, title: redact(span.title), facts: facts(span.facts), ...span.log ? { log: log(span.log) } : {},
      })),
      marks: lane.marks.map((mark) => ({ ...mark, title: redact(mark.title), facts: facts(mark.facts) })),
    })),
    problems: record.problems.map(problem),
    stacks: record.stacks.map((stack) => ({
      ...stack,
      events: stack.events.map((event) => ({
        ...event, logicalId: redact(event.logicalId), ...event.reason === undefined ? {} : { reason: redact(event.reason) },
      })),
    })),
    ...record.before ? { before: picture(record.before) } : {},
    after: picture(record.after),
  };
}

/** As it is, and as it stands in JSON. */
function spellings(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  return inJson === secret ? [secret] : [inJson, secret];
}

function quoted(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function secretMembers(value: unknown, keep: (text: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'object') secretMembers(member, keep);
    else if (SECRET_MEMBER.test(name)) keep(member);
  }
}

function everyText(value: unknown, keep: (text: unknown) => void): void {
  if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) everyText(member, keep);
  else keep(value);
}
