/**
 * Writes COVERAGE.md: what the local cloud knows of AWS, found out by asking it.
 *
 *     tsx tools/coverage-page.ts
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { knownOperations, CLIENTS, servedOperations } from './served-operations';
import { Cloud } from '../src/cloud';

const FILE = path.join(__dirname, '..', 'COVERAGE.md');

const TITLES: Readonly<Record<string, string>> = {
  cloudformation: 'CloudFormation',
  events: 'EventBridge',
  kms: 'KMS',
  lambda: 'Lambda',
  lightsail: 'Lightsail',
  logs: 'CloudWatch Logs',
  monitoring: 'CloudWatch',
  s3: 'S3',
  scheduler: 'EventBridge Scheduler',
  secretsmanager: 'Secrets Manager',
  sns: 'SNS',
  sqs: 'SQS',
  ssm: 'Systems Manager',
  states: 'Step Functions',
  sts: 'STS',
};

/** What users may run into. Each is a decision, or a limit that is known. */
const DIFFERENCES = [
  'Functions are those of Node.js and Python, and run with the machine\'s versions of them. Container images and other runtimes are refused by name.',
  'Functions in Python need python3 on this machine, and find the packages that it has. `time.time()`, `datetime`, `time.sleep()` and the times of files that they write are virtual; '
  + '`time.monotonic()`, `time.perf_counter()`, asyncio\'s timers and waits with a time-out go by the machine\'s clock. Programs that a function starts and that are not in Python see the '
  + 'machine\'s clock and network.',
  'Log groups keep the newest 2,000 events. Lines are kept as they were printed, without the runtime\'s time and request id before them.',
  'Layers are found by `require` and on the `PATH`; only functions in Python also find them at `/opt`.',
  'Bands of anomaly detection are the mean of the metric in the two weeks before the current hour, plus and minus so many standard deviations: no trend, no hours or days of the week. '
  + 'Percentiles are those of the nearest rank.',
  'Step Functions: standard workflows in JSONPath. Express workflows, JSONata and Map in distributed mode are refused by name.',
  'KMS keys encrypt nothing, and their policies are not checked for what they would encrypt.',
  'Queues and topics are standard ones: FIFO is refused by name.',
  'Change sets are ready at once. A deployment works with the rights of the account\'s root; a role that is given is checked and shown.',
  'Lightsail\'s blueprints, bundles and prices are those of the day on which the list was made; newer ones can be added by an option.',
  'CloudTrail shows the calls that are kept (the newest 100,000), at once, without their parameters and answers.',
  'A deployment that is under way when `serve` ends has failed at the next start: a creation is begun anew by the next deployment, an update is rolled back by '
  + 'ContinueUpdateRollback (`cdk rollback`). What was just being made then may be left, in a stack or without one.',
  'What spreads slowly in AWS (a role\'s rights, a metric) takes the longest time that AWS documents, every time.',
];

export async function coveragePage(): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-cloud-coverage-'));
  const cloud = new Cloud({ codeFolder: folder, beginning: Date.UTC(2026, 0, 1) });
  try {
    const lines = [
      '# What the local cloud knows',
      '',
      'This page is generated: `npm run coverage-page --workspace local`. What is not on it is refused by name, as a limit of the',
      'local cloud; `deploy --unknown stub` keeps placeholders for resources of other types.',
      '',
      '## Services',
      '',
      '| service | operations | which |',
      '|---|---|---|',
    ];
    for (const service of Object.keys(CLIENTS).sort((one, other) => TITLES[one].localeCompare(TITLES[other]))) {
      const served = await servedOperations(cloud.account, service);
      lines.push(`| ${TITLES[service]} | ${served.length} of ${knownOperations(service).length} | ${served.join(', ') || 'its resource types only'} |`);
    }
    lines.push('', 'IAM and ECR have resource types; ECR also answers DescribeRepositories. CloudTrail answers LookupEvents.', '', '## Resource types', '', '| type | properties | attributes |', '|---|---|---|');
    const types = [...cloud.account.resourceTypes.values()].sort((one, other) => one.typeName.localeCompare(other.typeName));
    for (const { typeName, properties, attributes } of types) {
      lines.push(`| ${typeName} | ${[...properties].sort().join(', ')} | ${[...attributes ?? []].sort().join(', ')} |`);
    }
    lines.push('', 'Custom resources: any `Custom::…` and `AWS::CloudFormation::CustomResource` whose service token is a function.');
    lines.push('', '## Known differences from AWS', '', ...DIFFERENCES.map((difference) => `- ${difference}`), '');
    return lines.join('\n');
  } finally {
    await cloud.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

if (require.main === module) void coveragePage().then((page) => fs.writeFileSync(FILE, page));
