import { validationError } from '../errors';
import { pseudoParameters, type StackEnvironment, type StackLookups } from './environment';
import { evaluateCondition, type Scope } from './intrinsics';
import type { ParameterValue } from './parameters';
import type { Template } from './template';
import { NO_VALUE } from './values';

/** What the resources that exist already give. */
export interface Deployed {
  ref(logicalId: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
}

/** What a template's functions see, by where they stand; and the template's conditions, each decided once. */
export class TemplateScopes {
  private readonly pseudo: Readonly<Record<string, string | string[]>>;
  private readonly decided = new Map<string, boolean>();
  private readonly deciding: string[] = [];

  constructor(
    private readonly template: Template,
    private readonly environment: StackEnvironment,
    private readonly parameters: Readonly<Record<string, ParameterValue>>,
    private readonly stackLookups: StackLookups,
  ) {
    this.pseudo = pseudoParameters(environment);
  }

  /** A parameter, the template's own or a pseudo parameter. */
  knows(name: string): boolean {
    return Object.hasOwn(this.pseudo, name) || Object.hasOwn(this.parameters, name);
  }

  condition(name: string): boolean {
    const known = this.decided.get(name);
    if (known !== undefined) return known;
    if (!Object.hasOwn(this.template.conditions, name)) {
      throw validationError(`Template format error: Unresolved condition dependency ${name} in the Conditions block of the template`);
    }
    if (this.deciding.includes(name)) throw validationError(`Circular dependency between conditions: [${this.deciding.join(', ')}]`);
    this.deciding.push(name);
    const result = evaluateCondition(this.template.conditions[name], this.in('Conditions'));
    this.deciding.pop();
    this.decided.set(name, result);
    return result;
  }

  /** Without `deployed`, resources cannot be referred to. */
  in(block: string, deployed?: Deployed): Scope {
    const unresolved = (name: string) => validationError(
      `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the ${block} block of the template`,
    );
    return {
      region: this.environment.region,
      languageExtensions: this.template.languageExtensions,
      mappings: this.template.mappings,
      condition: (name) => this.condition(name),
      ref: (name) => {
        if (name === 'AWS::NoValue') return NO_VALUE;
        const value = this.pseudo[name] ?? this.parameters[name];
        if (value !== undefined) return value;
        if (!deployed) throw unresolved(name);
        return deployed.ref(name);
      },
      attribute: (logicalId, attribute) => {
        if (!deployed) throw unresolved(logicalId);
        return deployed.attribute(logicalId, attribute);
      },
      importValue: (name) => {
        const value = this.stackLookups.exportedValue(name);
        if (value === undefined) throw validationError(`No export named ${name} found.`);
        return value;
      },
      stackOutput: (stackName, outputName, region) => {
        const value = this.stackLookups.stackOutput(stackName, outputName, region);
        if (value === undefined) throw validationError(`Output '${outputName}' of stack '${stackName}' does not exist in ${region}`);
        return value;
      },
    };
  }
}
