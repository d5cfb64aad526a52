import { XMLBuilder } from 'fast-xml-parser';
import type { Ask, Protocol, WireError } from './protocol';
import type { HttpAnswer, HttpRequest } from '../core/http-exchange';
import { ServiceError } from '../core/service';

const NAMESPACES: Record<string, string> = {
  cloudformation: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  sns: 'http://sns.amazonaws.com/doc/2010-03-31/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

/** Codes that differ from those of the JSON protocols. */
const CODES: Readonly<Record<string, string>> = { AccessDeniedException: 'AccessDenied', InvalidSignatureException: 'SignatureDoesNotMatch' };

/** Members of answers that are maps: their names are content. */
const MAPS: Readonly<Record<string, readonly string[]>> = { sns: ['Attributes'] };

/** No call's input is as deep. */
const DEEPEST = 32;

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });

/** AWS Query: the call is a form, the answer is XML. Scalars in the input are texts. */
export function queryProtocol(service: string): Protocol {
  const namespace = NAMESPACES[service];
  return {
    unknownKeyCode: 'InvalidClientTokenId',
    expiredKeyCode: 'ExpiredToken',

    read(request: HttpRequest, ofService: string): Ask | undefined {
      if (ofService !== service) return undefined;
      const form = new URLSearchParams(request.method === 'GET' ? request.url.search : request.body.toString());
      const { Action: operation, Version: _version, ...input } = nest(form);
      return typeof operation === 'string' ? { operation, input } : undefined;
    },

    answer(ask: Ask, output: Readonly<Record<string, unknown>>, requestId: string): HttpAnswer {
      return answer(200, requestId, {
        [`${ask.operation}Response`]: {
          '@xmlns': namespace,
          [`${ask.operation}Result`]: toXml(withMaps(output, MAPS[service] ?? [])),
          'ResponseMetadata': { RequestId: requestId },
        },
      });
    },

    fail(error: WireError, requestId: string): HttpAnswer {
      const fault = { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: CODES[error.code] ?? error.code, Message: error.message };
      return answer(error.status, requestId, { ErrorResponse: { '@xmlns': namespace, 'Error': fault, 'RequestId': requestId } });
    },
  };
}

function answer(status: number, requestId: string, content: object): HttpAnswer {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body: builder.build(content) };
}

/** `Parameters.member.1.ParameterKey=x` as lists and objects. */
function nest(form: URLSearchParams): Record<string, unknown> {
  const root = tree();
  for (const [key, value] of form) {
    const steps = key.split('.');
    const last = steps.pop() ?? '';
    if (steps.length > DEEPEST) throw new ServiceError('MalformedQueryString', `The parameter has too many parts: ${key.slice(0, 100)}`);
    let node = root;
    for (const step of steps) {
      const below = node[step];
      node = typeof below === 'object' ? below : node[step] = tree();
    }
    node[last] = value;
  }
  return Object.fromEntries(Object.entries(root).map(([key, value]) => [key, withLists(value)]));
}

interface Tree {
  [key: string]: string | Tree;
}

/** Without a prototype: the callers choose the names. */
function tree(): Tree {
  return Object.create(null) as Tree;
}

function withLists(node: string | Tree): unknown {
  if (typeof node === 'string') return node;
  const members = node.member;
  if (typeof members === 'object') {
    return Object.keys(members).sort((one, other) => Number(one) - Number(other)).map((index) => withLists(members[index] ?? ''));
  }
  const { entry: entries } = node;
  if (typeof entries === 'object') return mapOf(Object.values(entries));
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withLists(value)]));
}

/** `entry.1.key=a&entry.1.value=b`; the attributes of messages have capitals. */
function mapOf(entries: ReadonlyArray<string | Tree>): Record<string, unknown> {
  return Object.fromEntries(entries.flatMap((entry) => {
    if (typeof entry === 'string') return [];
    const name = entry.key ?? entry.Name;
    return typeof name === 'string' ? [[name, withLists(entry.value ?? entry.Value ?? '')]] : [];
  }));
}

function withMaps(output: Readonly<Record<string, unknown>>, maps: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(output).map(([name, value]) => [name, maps.includes(name) && typeof value === 'object' && value !== null
    ? new Map(Object.entries(value))
    : value]));
}

function toXml(value: unknown): unknown {
  if (value instanceof Map) return { entry: [...value].map(([key, item]: [unknown, unknown]) => ({ key, value: toXml(item) })) };
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.length > 0 ? { member: value.map(toXml) } : '';
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, toXml(member)]));
}
