import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { ServiceError } from '../../core/service';

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });
const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: false, isArray: (name) => ['Object', 'Part'].includes(name) });

export const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A document with this root: members that are undefined are left out, lists become repeated elements. */
export function document(root: string, content: unknown): string {
  const inner = toXml(content);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({
    [root]: typeof inner === 'object' && inner !== null ? { '@xmlns': NAMESPACE, ...inner } : { '@xmlns': NAMESPACE, '#text': inner },
  })}`;
}

function toXml(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toXml);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, member]) => member === undefined ? [] : [[name, toXml(member)]]));
}

/** The content of a document with that root. */
export function parsedDocument(body: Buffer, root: string): Record<string, unknown> {
  const text = body.toString();
  if (XMLValidator.validate(text) !== true) throw malformed();
  let parsed: unknown;
  try {
    parsed = parser.parse(text);
  } catch {
    // Entities that refer to each other, names that mean something to programs: nothing that a client sends.
    throw malformed();
  }
  const content = typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>)[root] : undefined;
  if (typeof content === 'string' && content.trim() === '') return {};
  if (typeof content !== 'object' || content === null) throw malformed();
  return content as Record<string, unknown>;
}

export function malformed(): ServiceError {
  return new ServiceError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
}
