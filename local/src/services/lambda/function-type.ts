import type { CodeStore } from './code';
import { functionArn, type FunctionState, lambdaState } from './function-state';
import { layerFolders } from './layers';
import { PropertyReader } from './properties';
import { isPython, pythonInterpreter } from './python';
import type { Account } from '../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError } from '../../core/service';
import { findRoleByArn, trustsService } from '../iam/roles';

/** Properties that mean something else must happen than what the local cloud does. */
const REFUSED = [
  'CapacityProviderConfig', 'CodeSigningConfigArn', 'DeadLetterConfig', 'DurableConfig', 'FileSystemConfigs', 'FunctionScalingConfig',
  'ImageConfig', 'PublishToLatestPublished', 'TenancyConfig', 'VpcConfig',
];

/** Runtimes that this machine's Node.js and Python stand in for. */
const RUNTIMES = ['nodejs20.x', 'nodejs22.x', 'nodejs24.x', 'python3.9', 'python3.10', 'python3.11', 'python3.12', 'python3.13', 'python3.14'];

/** `AWS::Lambda::Function` */
export class FunctionType implements ResourceType {
  readonly typeName = 'AWS::Lambda::Function';
  readonly properties = [
    'Architectures', 'Code', 'Description', 'Environment', 'EphemeralStorage', 'FunctionName', 'Handler', 'KmsKeyArn', 'Layers',
    'LoggingConfig', 'MemorySize', 'PackageType', 'RecursiveLoop', 'ReservedConcurrentExecutions', 'Role', 'Runtime', 'RuntimeManagementConfig', 'SnapStart',
    'Tags', 'Timeout', 'TracingConfig', ...REFUSED,
  ];
  readonly createOnly = ['FunctionName', 'PackageType', 'TenancyConfig'];
  readonly attributes = ['Arn'];

  constructor(private readonly code: CodeStore, private readonly recycle: (functionArn: string) => void) {}

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const { account, region } = context;
    const reader = new PropertyReader(this.typeName, properties);
    const name = reader.text('FunctionName') ?? context.generateName(64);
    const arn = functionArn(account, region, name);
    const { functions } = lambdaState(account);
    if (functions[arn]) throw new Error(`Function already exist: ${name}`);
    const configuration = this.configuration(account, reader);
    functions[arn] = { name, arn, region, revision: 1, ...configuration, ...this.storeCode(reader, context) };
    return provisioned(functions[arn]);
  }

  async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    const { functions } = lambdaState(context.account);
    const arn = functionArn(context.account, context.region, physicalId);
    const current = functions[arn];
    if (!current) throw new Error(`Function not found: ${arn}`);
    const reader = new PropertyReader(this.typeName, properties);
    const configuration = this.configuration(context.account, reader);
    const codeChanged = JSON.stringify(properties.Code) !== JSON.stringify(old.Code);
    const updated: FunctionState = {
      ...current,
      reservedConcurrency: undefined,
      ...configuration,
      ...codeChanged ? this.storeCode(reader, context) : {},
      revision: current.revision + 1,
    };
    functions[arn] = updated;
    this.recycle(arn);
    return provisioned(updated);
  }

  async delete(context: ResourceContext, physicalId: string): Promise<void> {
    const { functions } = lambdaState(context.account);
    const arn = functionArn(context.account, context.region, physicalId);
    if (!functions[arn]) return;
    delete functions[arn];
    this.recycle(arn);
    // Its versions and aliases go with it.
    const { aliases, versions } = lambdaState(context.account);
    for (const alias of Object.values(aliases)) if (alias.functionArn === arn) delete aliases[alias.arn];
    for (const [version, of] of Object.entries(versions)) {
      if (of.arn !== arn) continue;
      delete versions[version];
      this.recycle(version);
    }
  }

  private configuration(account: Account, reader: PropertyReader): Omit<
    FunctionState, 'name' | 'arn' | 'region' | 'revision' | 'codeFolder' | 'codeSha256' | 'codeSize'> {
    reader.refuse(...REFUSED);
    const packageType = reader.text('PackageType') ?? 'Zip';
    if (packageType !== 'Zip') throw new NotSupportedError(`the package type ${packageType} of ${this.typeName}`);
    const snapStart = reader.object('SnapStart').ApplyOn ?? 'None';
    if (snapStart !== 'None') throw new NotSupportedError(`SnapStart of ${this.typeName}`);
    const runtime = reader.required('Runtime');
    if (!RUNTIMES.includes(runtime)) throw new NotSupportedError(`the runtime '${runtime}' of ${this.typeName}`, `It runs ${RUNTIMES.join(', ')}.`);
    if (isPython(runtime)) pythonInterpreter();
    const role = findRoleByArn(account, reader.required('Role'));
    if (!role || !trustsService(role, 'lambda.amazonaws.com')) {
      throw new Error('The role defined for the function cannot be assumed by Lambda.');
    }
    const logging = reader.object('LoggingConfig');
    const tracing = reader.object('TracingConfig').Mode;
    return {
      roleArn: role.arn,
      runtime,
      handler: reader.required('Handler'),
      timeout: within('Timeout', reader.number('Timeout') ?? 3, 1, 900),
      memorySize: within('MemorySize', reader.number('MemorySize') ?? 128, 128, 10_240),
      description: reader.text('Description') ?? '',
      architectures: reader.texts('Architectures') ?? ['x86_64'],
      variables: variables(reader),
      reservedConcurrency: reader.number('ReservedConcurrentExecutions'),
      layerArns: reader.texts('Layers') ?? [],
      layers: layerFolders(account, reader.texts('Layers') ?? []),
      tracingMode: tracing === undefined ? undefined : String(tracing),
      ephemeralStorage: within('EphemeralStorage', Number(reader.object('EphemeralStorage').Size ?? 512), 512, 10_240),
      logGroup: logging.LogGroup === undefined ? undefined : String(logging.LogGroup),
      // Only shown: what is printed is written as it is.
      logFormat: logging.LogFormat === undefined ? undefined : String(logging.LogFormat),
      tags: reader.tags(),
      lastModified: new Date(account.clock.now()).toISOString().replace('Z', '+0000'),
    };
  }

  private storeCode(reader: PropertyReader, context: ResourceContext): Pick<FunctionState, 'codeFolder' | 'codeSha256' | 'codeSize'> {
    const { folder, sha256, size } = this.code.store(reader.object('Code'), context, reader.text('Runtime'));
    return { codeFolder: folder, codeSha256: sha256, codeSize: size };
  }
}

function provisioned(target: FunctionState): Provisioned {
  return { physicalId: target.name, attributes: { Arn: target.arn } };
}

function within(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const relation = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  throw new Error(`1 validation error detected: Value '${value}' at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must have value ${relation}`);
}

function variables(reader: PropertyReader): Record<string, string> {
  const given = (reader.object('Environment').Variables ?? {}) as Record<string, unknown>;
  const reserved = Object.keys(given).filter((name) => RESERVED.includes(name));
  if (reserved.length > 0) {
    throw new Error('Lambda was unable to configure your environment variables because the environment variables you have provided '
      + `contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`);
  }
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
}

const RESERVED = [
  '_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_DEFAULT_REGION', 'AWS_EXECUTION_ENV', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_VERSION', 'AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME', 'AWS_LAMBDA_RUNTIME_API', 'AWS_REGION', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
];
