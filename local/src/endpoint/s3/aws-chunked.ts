import { ServiceError } from '../../core/service';

export interface Unchunked {
  readonly body: Buffer;
  /** What came after the body: checksums, by names in lower case. */
  readonly trailers: Readonly<Record<string, string>>;
}

/** Takes off the encoding `aws-chunked`: `SIZE[;chunk-signature=…]`, the bytes, and so on until a chunk of no bytes. */
export function unchunked(encoded: Buffer): Unchunked {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = encoded.indexOf('\r\n', at);
    const [, size] = /^([0-9a-fA-F]{1,12})(?:;.*)?$/.exec(end < 0 ? '' : encoded.toString('latin1', at, end)) ?? [];
    if (size === undefined) throw incomplete();
    at = end + 2;
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    if (at + length + 2 > encoded.length || encoded.toString('latin1', at + length, at + length + 2) !== '\r\n') throw incomplete();
    chunks.push(encoded.subarray(at, at + length));
    at += length + 2;
  }
  return { body: Buffer.concat(chunks), trailers: trailersIn(encoded.toString('latin1', at)) };
}

function trailersIn(text: string): Record<string, string> {
  return Object.fromEntries(text.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    return !line.toLowerCase().startsWith('x-amz-checksum-') || colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
  }));
}

function incomplete(): ServiceError {
  return new ServiceError('IncompleteBody', 'The request body terminated unexpectedly');
}
