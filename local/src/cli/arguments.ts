import { parseArgs } from 'node:util';
import { parseDuration } from './duration';
import { parseFault } from './faults';
import { UsageError } from './user-error';
import type { Fault } from '../core/faults';
import type { UnknownTypes } from '../services/cloudformation';

export const HELP = `An AWS account on this machine: deploys synthesized CDK apps, in virtual time.

  npx cdk-local-cloud deploy ASSEMBLY [STACK…]   deploy the stacks of an assembly (cdk.out)
  npx cdk-local-cloud destroy ASSEMBLY [STACK…]  destroy them; or: destroy STACK…
  npx cdk-local-cloud advance 36h                let time pass (s, m, h, d)
  npx cdk-local-cloud status                     show what exists in the account
  npx cdk-local-cloud messages                   show the messages of alarms, topics and events
  npx cdk-local-cloud measure web CPUUtilization 97 15m
                                                 from now on, a value of a Lightsail metric every minute
  npx cdk-local-cloud verify                     click the link in the email to a new contact method
  npx cdk-local-cloud serve --port 4566          serve the account to the CDK's CLI, the AWS CLI and SDKs

Options
  --state FOLDER         where the account is kept                         (default: .local-cloud)
  --region REGION        of stacks that do not set one                     (default: AWS_REGION, or us-east-1)
  --parameters KEY=VALUE a parameter of the template; may be repeated
  --fault SERVICE:OPERATION=EFFECT[:TIMES]
                         a fault to inject into this call; may be repeated.
                         EFFECT: fail, endless, lose-answer, crash, throttle
  --unknown stub         placeholders for resources of unknown types, which do nothing
  --report FILE          of deploy, destroy and advance: writes a page (HTML) that shows what happened
  --since DURATION       from how long before on the report tells stacks, executions and events; calls,
                         logs, runs of schedules and faults are known of its own command only
  --port PORT            of serve                                          (default: any free one)
  --host ADDRESS         of serve: 0.0.0.0 lets other machines in, who may then
                         do everything and run code here                   (default: 127.0.0.1)
  --speed N              how many times faster serve's time passes         (default: 60)

  A deployment with --fault:
  npx cdk-local-cloud deploy cdk.out --fault lightsail:CreateInstanceSnapshot=fail:1

NO_COLOR and FORCE_COLOR are respected. The exit code is 0, or 1 if something failed.
`;

export interface CliOptions {
  readonly state: string;
  readonly region: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
  /** What becomes of resources of types that are not known. */
  readonly unknown: UnknownTypes;
  /** The file for the report. */
  readonly report?: string;
  /** How far back the report goes, in milliseconds. */
  readonly since: number;
  readonly port: number;
  readonly host: string;
  readonly speed: number;
}

/** Options that not every command has. */
export type OptionName = 'region' | 'parameters' | 'fault' | 'unknown' | 'report' | 'since' | 'port' | 'host' | 'speed';

export interface CommandLine {
  readonly command: string;
  readonly operands: readonly string[];
  readonly options: CliOptions;
  /** The options that were given. */
  readonly given: readonly OptionName[];
}

const OPTIONS = {
  region: { type: 'string' },
  parameters: { type: 'string', multiple: true },
  fault: { type: 'string', multiple: true },
  unknown: { type: 'string' },
  report: { type: 'string' },
  since: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  speed: { type: 'string' },
} as const;

export function parseCommandLine(words: readonly string[], env: Readonly<Record<string, string | undefined>>): CommandLine {
  const { values, positionals } = parse(words);
  const [command = 'help', ...operands] = positionals;
  return {
    command: values.help ? 'help' : command,
    operands,
    given: (Object.keys(OPTIONS) as OptionName[]).filter((name) => values[name] !== undefined),
    options: {
      state: values.state ?? '.local-cloud',
      region: parseRegion(values.region ?? (env.AWS_REGION || 'us-east-1')),
      parameters: Object.fromEntries((values.parameters ?? []).map(parseParameter)),
      faults: (values.fault ?? []).map(parseFault),
      unknown: parseUnknown(values.unknown ?? 'refuse'),
      report: values.report,
      since: values.since === undefined ? 0 : parseDuration(values.since),
      host: values.host ?? '127.0.0.1',
      port: wholeNumber('--port', values.port ?? '0', 65_535),
      speed: wholeNumber('--speed', values.speed ?? '60', 1_000_000),
    },
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { ...OPTIONS, state: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    // Its first sentence says what is wrong; the others explain `--`.
    const [message] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(`${message.replace(/\.$/, '')}.`);
  }
}

function parseRegion(text: string): string {
  if (/^[a-z]{2}(-[a-z]+)+-\d$/.test(text)) return text;
  throw new UsageError(`Got '${text}' as the Region; expected one such as eu-central-1.`);
}

function parseUnknown(text: string): UnknownTypes {
  if (text === 'refuse' || text === 'stub') return text;
  throw new UsageError(`Got '${text}' as --unknown; expected refuse or stub.`);
}

function parseParameter(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new UsageError(`Got '${text}' as a parameter; expected KEY=VALUE.`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function wholeNumber(option: string, text: string, largest: number): number {
  if (/^\d+$/.test(text) && Number(text) <= largest) return Number(text);
  throw new UsageError(`Got '${text}' as ${option}; expected a whole number up to ${largest}.`);
}
