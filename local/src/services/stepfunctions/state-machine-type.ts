import { type Definition, readDefinition } from './definition';
import { type StateMachine, stepFunctionsState } from './execution-state';
import type { Account } from '../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError } from '../../core/service';
import { findRoleByArn, trustsService } from '../iam/roles';

/** `AWS::StepFunctions::StateMachine` */
export class StateMachineType implements ResourceType {
  readonly typeName = 'AWS::StepFunctions::StateMachine';
  readonly properties = [
    'Definition', 'DefinitionS3Location', 'DefinitionString', 'DefinitionSubstitutions', 'EncryptionConfiguration', 'LoggingConfiguration',
    'RoleArn', 'StateMachineName', 'StateMachineType', 'Tags', 'TracingConfiguration',
  ];
  readonly createOnly = ['StateMachineName', 'StateMachineType'];
  readonly attributes = ['Arn', 'Name', 'StateMachineRevisionId'];

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const { account, region } = context;
    const name = typeof properties.StateMachineName === 'string' ? properties.StateMachineName : context.generateName(80);
    const arn = `arn:aws:states:${region}:${account.id}:stateMachine:${name}`;
    const { stateMachines } = stepFunctionsState(account);
    if (stateMachines[arn]) throw new Error(`State Machine Already Exists: '${arn}'`);
    const settings = this.settings(account, region, properties);
    return provisioned(stateMachines[arn] = { name, arn, region, createdAt: account.clock.now(), revision: 1, ...settings });
  }

  async update({ account, region }: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    const machine = stepFunctionsState(account).stateMachines[physicalId];
    if (!machine) throw new Error(`State Machine Does Not Exist: '${physicalId}'`);
    Object.assign(machine, this.settings(account, region, properties));
    machine.revision++;
    return provisioned(machine);
  }

  /** What runs is ended at its next transition. */
  async delete({ account }: ResourceContext, physicalId: string): Promise<void> {
    delete stepFunctionsState(account).stateMachines[physicalId];
  }

  private settings(account: Account, region: string, properties: Properties): {
    roleArn: string; definition: Definition; definitionText: string;
  } {
    for (const name of ['DefinitionS3Location', 'EncryptionConfiguration']) {
      if (properties[name] !== undefined) throw new NotSupportedError(`the property ${name} of ${this.typeName}`);
    }
    const type = properties.StateMachineType ?? 'STANDARD';
    if (type !== 'STANDARD') throw new NotSupportedError(`the type ${JSON.stringify(type)} of ${this.typeName}`);
    const role = findRoleByArn(account, String(properties.RoleArn));
    if (!role || !(trustsService(role, 'states.amazonaws.com') || trustsService(role, `states.${region}.amazonaws.com`))) {
      throw new Error(`Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role. ('${String(properties.RoleArn)}')`);
    }
    const definitionText = substitute(properties);
    return { roleArn: role.arn, definition: readDefinition(definitionText, account), definitionText };
  }
}

function provisioned(machine: StateMachine): Provisioned {
  return { physicalId: machine.arn, attributes: { Arn: machine.arn, Name: machine.name, StateMachineRevisionId: String(machine.revision) } };
}

/** The definition's text with its `${placeholders}` filled in. */
function substitute(properties: Properties): string {
  const text = typeof properties.DefinitionString === 'string' ? properties.DefinitionString : JSON.stringify(properties.Definition);
  if (text === undefined) throw new Error('Either Definition, DefinitionString or DefinitionS3Location must be given.');
  const substitutions = (properties.DefinitionSubstitutions ?? {}) as Record<string, unknown>;
  return text.replace(/\$\{([A-Za-z0-9_]+)\}/g, (placeholder, name: string) => name in substitutions ? String(substitutions[name]) : placeholder);
}
