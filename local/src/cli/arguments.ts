import { parseArgs } from 'node:util';
import { parseFault } from './faults';
import { UsageError } from './user-error';
import type { Fault } from '../core/faults';

export const HELP = `The local cloud: deploys synthesized CDK apps on this machine, on virtual time.

  npm run local -- deploy ASSEMBLY [STACK…]     deploy the stacks of an assembly (cdk.out)
  npm run local -- destroy ASSEMBLY [STACK…]    destroy them; or: destroy STACK…
  npm run local -- advance 36h                  let time pass (s, m, h, d)
  npm run local -- status                       show what exists in the account
  npm run local -- messages                     show the messages of alarms, topics and events
  npm run local -- measure web CPUUtilization 97 15m
                                                from now on, a value of a Lightsail metric every minute
  npm run local -- verify                       click the link in the email to a new contact method
  npm run local -- serve --port 4566            serve the account to the CDK's CLI, the AWS CLI and SDKs

Options
  --state FOLDER         where the account is kept                         (default: .local)
  --region REGION        of stacks that do not set one                     (default: AWS_REGION, or us-east-1)
  --parameters KEY=VALUE a parameter of the template; may be repeated
  --fault SERVICE:OPERATION=EFFECT[:TIMES]
                         a fault to inject into this call; may be repeated.
                         EFFECT: fail, endless, lose-answer, crash, throttle
  --port PORT            of serve                                          (default: any free one)
  --speed N              how many times faster serve's time passes         (default: 60)

  A deployment with --fault:
  npm run local -- deploy cdk.out --fault lightsail:CreateInstanceSnapshot=fail:1

NO_COLOR and FORCE_COLOR are respected. The exit code is 0, or 1 if something failed.
`;

export interface CliOptions {
  readonly state: string;
  readonly region: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
  readonly port: number;
  readonly speed: number;
}

/** Options that not every command has. */
export type OptionName = 'region' | 'parameters' | 'fault' | 'port' | 'speed';

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
  port: { type: 'string' },
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
      state: values.state ?? '.local',
      region: parseRegion(values.region ?? (env.AWS_REGION || 'us-east-1')),
      parameters: Object.fromEntries((values.parameters ?? []).map(parseParameter)),
      faults: (values.fault ?? []).map(parseFault),
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

function parseParameter(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new UsageError(`Got '${text}' as a parameter; expected KEY=VALUE.`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function wholeNumber(option: string, text: string, largest: number): number {
  if (/^\d+$/.test(text) && Number(text) <= largest) return Number(text);
  throw new UsageError(`Got '${text}' as ${option}; expected a whole number up to ${largest}.`);
}
