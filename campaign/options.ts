import { parseArgs } from 'node:util';

export interface CampaignOptions {
  /** How many lives, from the first seed on. */
  readonly seeds: number;
  readonly first: number;
  readonly workers: number;
  /** Real minutes after which no further life begins. */
  readonly minutes?: number;
  /** Each life whose seed this divides has processes for its functions, as in the cloud; 0: none. */
  readonly processesEvery: number;
  /** Lives of each kind of fault for each classic design; 0: those of the last time are shown. */
  readonly classic: number;
  /** Earlier results of the same code count no more. */
  readonly fresh: boolean;
  /** `SEED` or `SEED:PATH`: this life only, with a timeline. */
  readonly replay?: string;
  /** Of the replay: the file of the local cloud's page. */
  readonly report?: string;
}

const USAGE = `npm run campaign -- [options]
  --seeds N            how many lives (default 1000)
  --first SEED         the first one's seed (default 1)
  --workers N          how many at a time (default 2)
  --minutes N          begin no further life after so many minutes
  --processes-every N  each Nth life runs the function in real processes (default 50; 0: none)
  --classic N          also N lives per fault for each classic design (default 0: keep their last results)
  --fresh              forget earlier results of the same code
  --replay SEED[:PATH] live one life again, and show what happens
  --report FILE        with --replay: write the local cloud's page of it
`;

export function readOptions(args: readonly string[]): CampaignOptions {
  const text = { type: 'string' as const };
  const { values } = parseArgs({
    args: [...args],
    options: {
      'seeds': text,
      'first': text,
      'workers': text,
      'minutes': text,
      'processes-every': text,
      'classic': text,
      'replay': text,
      'report': text,
      'fresh': { type: 'boolean' },
      'help': { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  const number = (name: 'seeds' | 'first' | 'workers' | 'minutes' | 'processes-every' | 'classic', least: number): number | undefined => {
    const given = values[name];
    if (given === undefined) return undefined;
    if (!/^\d+$/.test(given) || Number(given) < least) throw new Error(`Got '${given}' as --${name}; expected a whole number from ${least} on.\n${USAGE}`);
    return Number(given);
  };
  return {
    seeds: number('seeds', 1) ?? 1000,
    first: number('first', 0) ?? 1,
    workers: number('workers', 1) ?? 2,
    minutes: number('minutes', 1),
    processesEvery: number('processes-every', 0) ?? 50,
    classic: number('classic', 0) ?? 0,
    fresh: values.fresh ?? false,
    replay: values.replay,
    report: values.report,
  };
}
