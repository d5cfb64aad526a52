import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** A file of the SDK that gets other contents in the bundle. */
interface Trim {
  readonly file: RegExp;
  readonly because: string;
  readonly contents: (source: string) => string;
}

const TRIMS: readonly Trim[] = [
  {
    file: /client-lightsail[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/,
    because: 'All schemas of all calls are one file, with keys like `[_ht]` where `_ht` is a constant text. esbuild takes a computed key for a '
      + 'side effect and keeps them all; written out, those of unused calls go',
    contents: (source) => {
      const texts = new Map([...source.matchAll(/^const (\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]));
      return source.replace(/\[(\w+)\]:/g, (key, name: string) => (texts.has(name) ? `${texts.get(name)}:` : key));
    },
  },
  {
    file: /client-lightsail[\\/]dist-es[\\/]models[\\/]errors\.js$/,
    because: 'its classes differ in two texts',
    contents: errorsOfOneKind,
  },
  {
    file: /client-lightsail[\\/]package\.json$/,
    because: 'the client wants its version of it, for the user agent',
    contents: (source) => JSON.stringify({ version: (JSON.parse(source) as { version: string }).version }),
  },
  {
    file: /client-lightsail[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/,
    because: 'Lightsail is in one partition, has no FIPS and no dual-stack endpoints: a name for each region, and no rules',
    contents: () => 'export const defaultEndpointResolver = ({ Endpoint, Region }) =>'
      + ' ({ url: new URL(Endpoint ?? `https://lightsail.${Region}.amazonaws.com`), headers: {}, properties: {} });',
  },
  {
    file: /client-lightsail[\\/]dist-es[\\/]runtimeExtensions\.js$/,
    because: 'nobody extends the client',
    contents: () => 'export const resolveRuntimeExtensions = (config) => config;',
  },
  {
    file: /core[\\/]dist-es[\\/]submodules[\\/]client[\\/]emitWarningIfUnsupportedVersion\.js$/,
    because: "the provider chooses the function's runtime; whoever reads its log can't",
    contents: () => 'export const state = { warningEmitted: true }; export const emitWarningIfUnsupportedVersion = () => {};',
  },
  {
    file: /serde[\\/]date-utils\.js$/,
    because: 'in JSON 1.1 times are seconds: numbers, and no texts in three formats',
    contents: () => `const none = () => { throw new Error('The bundle reads and writes times as seconds alone.'); };
      export { none as dateToUtcString, none as parseRfc3339DateTime, none as parseRfc3339DateTimeWithOffset, none as parseRfc7231DateTime };
      export const parseEpochTimestamp = (value) => {
        if (value === null || value === undefined) return undefined;
        const seconds = Number(value);
        if (!Number.isFinite(seconds)) throw new TypeError('Epoch timestamps must be expressed as numbers');
        return new Date(Math.round(seconds * 1000));
      };`,
  },
  {
    file: /protocols[\\/]json[\\/]needsReviver\.js$/,
    because: 'no call of Lightsail has numbers that JavaScript can not hold, or documents',
    contents: () => 'export const needsReviver = () => false;',
  },
  {
    file: /protocols[\\/]json[\\/]jsonReviver\.js$/,
    because: 'it is for such numbers',
    contents: () => 'export const jsonReviver = undefined;',
  },
  {
    file: /codec-v2[\\/]JsonShapeSerializer2\.js$/,
    because: 'it writes JSON byte by byte, with blobs, documents and big numbers: a call of Lightsail is a few hundred bytes without any of them',
    contents: () => `import { NormalizedSchema } from "@smithy/core/schema";
      import { SerdeContextConfig } from "../../ConfigurableSerdeContext";
      export class JsonShapeSerializer2 extends SerdeContextConfig {
        constructor(settings) { super(); this.settings = settings; }
        write(schema, value) { this.body = Buffer.from(JSON.stringify(plain(NormalizedSchema.of(schema), value))); }
        flush() { return this.body; }
      }
      function plain(schema, value) {
        if (value === undefined || value === null) return null;
        if (schema.isStructSchema()) {
          const members = [...schema.structIterator()].filter(([name]) => value[name] !== undefined && value[name] !== null);
          return Object.fromEntries(members.map(([name, member]) => [name, plain(member, value[name])]));
        }
        if (schema.isListSchema()) return value.filter((item) => item !== undefined && item !== null).map((item) => plain(schema.getValueSchema(), item));
        if (schema.isMapSchema()) throw new Error('No call that the bundle knows takes a map.');
        return value instanceof Date ? value.getTime() / 1000 : value;
      }`,
  },
  {
    file: /smithy-client[\\/]schemaLogFilter\.js$/,
    because: 'it chooses what is logged of calls and answers: nothing is',
    contents: () => "export const schemaLogFilter = () => 'not logged';",
  },
  {
    file: /service-customizations[\\/]s3\.js$/,
    because: 'Lightsail is not S3',
    contents: () => 'export const resolveParamsForS3 = async () => {}; export const DOT_PATTERN = /\\./; export const S3_HOSTNAME_PATTERN = /^$/;'
      + ' export const isDnsCompatibleBucketName = () => false; export const isArnBucketName = () => false;',
  },
  {
    file: /util-endpoints[\\/]aws\.js$/,
    because: 'there are no rules of endpoints that would call these',
    contents: () => 'export const awsEndpointFunctions = {};',
  },
  {
    file: /shared-ini-file-loader[\\/]loadSharedConfigFiles\.js$/,
    because: 'a Lambda function has no ~/.aws/config',
    contents: () => `export { CONFIG_PREFIX_SEPARATOR } from './constants';
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
  {
    file: /defaults-mode[\\/]resolveDefaultsModeConfig\.js$/,
    because: 'the client is given its settings; there is no instance metadata to infer them from',
    contents: () => "export const resolveDefaultsModeConfig = () => async () => 'legacy';",
  },
  {
    file: /regionConfig[\\/]getInstanceMetadataRegion\.js$/,
    because: 'a Lambda function has no instance metadata',
    contents: () => 'export const getInstanceMetadataRegion = async () => undefined;',
  },
  {
    file: /util-endpoints[\\/]lib[\\/]aws[\\/]partition\.js$/,
    because: 'no rule asks for the partition',
    contents: () => "export const getUserAgentPrefix = () => ''; export const setPartitionInfo = () => {}; export const useDefaultPartitionInfo = () => {};"
      + ' export const partition = () => { throw new Error(\'The bundle has no list of partitions.\'); };',
  },
  {
    file: /middleware-user-agent[\\/]check-features\.js$/,
    because: 'the user agent need not tell how the client is set',
    contents: () => 'export const checkFeatures = async () => {};',
  },
  {
    file: /middleware-logger[\\/]loggerMiddleware\.js$/,
    because: 'whole answers never go into the log',
    contents: () => 'export const loggerMiddleware = () => (next) => (call) => next(call);'
      + ' export const loggerMiddlewareOptions = {}; export const getLoggerPlugin = () => ({ applyToStack() {} });',
  },
  {
    file: /protocols[\\/]HttpBindingNormalizedSchema\.js$/,
    because: 'JSON 1.1 binds nothing to paths and headers: all of a call is in its body',
    contents: () => 'export const getHttpOperationBindings = () => []; export class HttpBindingNormalizedSchema {}',
  },
  {
    file: /middleware-recursion-detection[\\/]recursionDetectionMiddleware\.js$/,
    because: 'Lightsail calls no function back',
    contents: () => 'export const recursionDetectionMiddleware = () => (next) => (call) => next(call);',
  },
  {
    file: /util-retry[\\/]AdaptiveRetryStrategy\.js$/,
    because: 'the client never tries a call again by itself: lambda/lightsail/client.ts',
    contents: () => "export { StandardRetryStrategy as AdaptiveRetryStrategy } from './StandardRetryStrategy';",
  },
  {
    file: /util-retry[\\/]StandardRetryStrategy\.js$/,
    because: 'the client never tries a call again by itself',
    contents: () => "export class StandardRetryStrategy { constructor() { throw new Error('The bundle has no retries.'); } }",
  },
  {
    file: /middleware-retry[\\/]retryMiddleware\.js$/,
    because: 'the client never tries a call again by itself',
    // Others take their place in the chain from it.
    contents: () => 'export const bindRetryMiddleware = () => () => (next) => (call) => next(call);'
      + " export const retryMiddlewareOptions = { name: 'retryMiddleware', tags: ['RETRY'], step: 'finalizeRequest', priority: 'high', override: true };"
      + ' export const bindGetRetryPlugin = () => () => ({ applyToStack(stack) { stack.add(bindRetryMiddleware()(), retryMiddlewareOptions); } });',
  },
  {
    file: /sha256[\\/]Sha256Js\.js$/,
    because: 'Node.js has its own',
    contents: () => "export class Sha256Js { constructor() { throw new Error('The bundle has only the SHA-256 of Node.js.'); } }",
  },
  {
    file: /signature-v4[\\/]dist-es[\\/]HeaderFormatter\.js$/,
    because: 'it signs streams of events, which Lightsail does not have',
    contents: () => "export class HeaderFormatter { format() { throw new Error('The bundle signs no streams of events.'); } }",
  },
];

/**
 * Leaves out of the bundle what the SDK brings along for other places than Lambda. A trim that finds its file gone fails the build.
 *
 * @param changed told the path of each file that gets other contents
 */
export function trims(changed: (path: string) => void = () => undefined): Plugin {
  return {
    name: 'trims',
    setup(build) {
      const unused = new Set(TRIMS);
      for (const trim of TRIMS) {
        build.onLoad({ filter: trim.file }, ({ path }) => {
          unused.delete(trim);
          changed(path);
          return { contents: trim.contents(readFileSync(path, 'utf8')), loader: path.endsWith('.json') ? 'json' : 'js' };
        });
      }
      build.onEnd(() => {
        const [lost] = unused;
        return lost && { errors: [{ text: `No file ${lost.file} in the bundle any more (${lost.because}). Look where the SDK has put it.` }] };
      });
    },
  };
}

/** The classes of errors, made by one function. If a version of the client has another kind of them, they stay as they are. */
function errorsOfOneKind(source: string): string {
  const [head, ...classes] = source.split(/^export class /m);
  const shapes = classes.map((text) => {
    const name = /^\w+/.exec(text)?.[0] ?? '';
    return { name, fault: /\$fault = "(\w+)"/.exec(text)?.[1] ?? '', shape: text.trim().replaceAll(name, 'NAME').replace(/"(client|server)"/g, '"FAULT"') };
  });
  if (new Set(shapes.map(({ shape }) => shape)).size !== 1) return source;
  return `${head}
    const define = (name, $fault) => class Self extends __BaseException {
      static shapeId = "com.amazonaws.lightsail#" + name;
      constructor(opts) {
        super({ name, $fault, ...opts });
        Object.setPrototypeOf(this, Self.prototype);
        Object.assign(this, { name, $fault, code: opts.code, docs: opts.docs, tip: opts.tip });
      }
    };
    ${shapes.map(({ name, fault }) => `export const ${name} = /* @__PURE__ */ define("${name}", "${fault}");`).join('\n')}`;
}
