import type { JsonObject } from '../../../core/json';
import { validationError } from '../errors';
import { type ReferenceLookups, refuseUnknownReferences, resolveReferences } from './dynamic-references';
import type { StackEnvironment, StackLookups } from './environment';
import { type Dependencies, refuseCycles } from './graph';
import { evaluate, refuseUnknownFunction } from './intrinsics';
import { type ParameterValue, parameterValues, rawParameters } from './parameters';
import { type Reference, references } from './references';
import { checkRules } from './rules';
import { type Deployed, TemplateScopes } from './scopes';
import type { DeletionPolicy, Template, TemplateResource } from './template';
import { isObject, isScalar, NO_VALUE, toJsonObject } from './values';

/** A resource whose condition holds. */
export interface ModelResource {
  readonly logicalId: string;
  readonly type: string;
  readonly deletionPolicy: DeletionPolicy;
  readonly updateReplacePolicy: DeletionPolicy;
  /** The resources that it refers to or that it names in `DependsOn`. */
  readonly dependsOn: readonly string[];
  readonly definition: TemplateResource;
}

export interface ModelOutput {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

/**
 * A template made ready for one stack: parameters known, conditions decided, every reference checked. Making one
 * touches nothing, and throws a `ValidationError` for all that CloudFormation would refuse beforehand.
 */
export class StackModel {
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly resources: ReadonlyMap<string, ModelResource>;
  readonly dependencies: Dependencies;
  /** The exports of other stacks that this one reads. */
  readonly imports: ReadonlySet<string>;
  /** The parameters' values as they were given or are by default. */
  readonly rawParameters: Readonly<Record<string, string>>;
  /** What the parameter store said so far, by name. */
  readonly ssmValues: Record<string, string> = {};
  private readonly scopes: TemplateScopes;

  constructor(
    readonly template: Template,
    environment: StackEnvironment,
    given: Readonly<Record<string, string>>,
    private readonly stackLookups: StackLookups,
  ) {
    this.rawParameters = rawParameters(template, given);
    this.parameters = parameterValues(template, given, this.ssmParameter);
    this.scopes = new TemplateScopes(template, environment, this.parameters, stackLookups);
    for (const name of Object.keys(template.conditions)) this.condition(name);
    checkRules(template.rules, this.scopes.in('Rules'));
    this.checkWholeTemplate();
    this.resources = this.activeResources();
    this.dependencies = new Map([...this.resources].map(([id, resource]) => [id, resource.dependsOn]));
    refuseCycles(this.dependencies);
    this.checkOutputs();
    this.imports = this.findImports();
  }

  /** A resource's properties with every function carried out. Throws for what cannot be. */
  properties(logicalId: string, deployed: Deployed): JsonObject {
    const definition = this.template.resources[logicalId];
    const value = evaluate(definition?.properties ?? {}, this.scopes.in('Resources', deployed));
    const resolved = resolveReferences(value, this.referenceLookups());
    return toJsonObject(isObject(resolved) ? resolved : {});
  }

  outputs(deployed: Deployed): ModelOutput[] {
    const scope = this.scopes.in('Outputs', deployed);
    return this.activeOutputs().flatMap(([name, output]) => {
      const value = resolveReferences(evaluate(output.value, scope), this.referenceLookups());
      if (value === NO_VALUE) return [];
      if (!isScalar(value)) throw validationError(`Template format error: Output ${name} is malformed. The Value field must be a string.`);
      return [{ name, value: String(value), description: output.description, exportName: this.exportName(output.exportName) }];
    });
  }

  /** The names under which the outputs will be exported. */
  exportNames(): string[] {
    return this.activeOutputs().flatMap(([, output]) => this.exportName(output.exportName) ?? []);
  }

  private readonly ssmParameter = (name: string): string | undefined => {
    const value = this.stackLookups.ssmParameter(name);
    if (value !== undefined) this.ssmValues[name] = value;
    return value;
  };

  private referenceLookups(): ReferenceLookups {
    return { ssmParameter: this.ssmParameter, secret: (reference) => this.stackLookups.secret(reference) };
  }

  private activeOutputs() {
    return Object.entries(this.template.outputs)
      .filter(([, output]) => output.condition === undefined || this.condition(output.condition));
  }

  private exportName(argument: unknown): string | undefined {
    if (argument === undefined) return undefined;
    const name = evaluate(argument, this.scopes.in('Outputs'));
    if (typeof name !== 'string' || name === '') throw validationError('Template format error: Output export names must be non-empty strings.');
    return name;
  }

  private condition(name: string): boolean {
    return this.scopes.condition(name);
  }

  /** What holds for the template whatever its conditions say: all names are known, no function is refused. */
  private checkWholeTemplate(): void {
    for (const [logicalId, resource] of Object.entries(this.template.resources)) {
      if (resource.condition !== undefined) this.condition(resource.condition);
      this.refuseUnknown(resource.dependsOn, 'Resources', false);
      for (const reference of references(resource.properties)) this.checkReference(reference, 'Resources');
      if (resource.dependsOn.includes(logicalId)) throw validationError(`Circular dependency between resources: [${logicalId}]`);
    }
    for (const output of Object.values(this.template.outputs)) {
      if (output.condition !== undefined) this.condition(output.condition);
      for (const reference of references(output.value)) this.checkReference(reference, 'Outputs');
    }
  }

  private checkReference(reference: Reference, block: string): void {
    switch (reference.kind) {
      case 'ref': return this.refuseUnknown([reference.name], block, true);
      case 'attribute':
        if (Object.hasOwn(this.template.resources, reference.name)) return;
        throw validationError(`Template error: instance of Fn::GetAtt references undefined resource ${reference.name}`);
      case 'condition': this.condition(reference.name); return;
      case 'text': return refuseUnknownReferences(reference.text);
      case 'import': return;
      case 'call': return refuseUnknownFunction(reference.name, this.template.languageExtensions);
    }
  }

  private refuseUnknown(names: readonly string[], block: string, alsoParameters: boolean): void {
    const unknown = names.filter((name) => !Object.hasOwn(this.template.resources, name)
      && !(alsoParameters && (name === 'AWS::NoValue' || this.scopes.knows(name))));
    if (unknown.length > 0) throw unresolvedDependencies(unknown, block);
  }

  private activeResources(): Map<string, ModelResource> {
    const active = Object.entries(this.template.resources)
      .filter(([, resource]) => resource.condition === undefined || this.condition(resource.condition));
    const names = new Set(active.map(([logicalId]) => logicalId));
    return new Map(active.map(([logicalId, definition]) => {
      const referred = this.resourcesIn(definition.properties, names, 'Resources');
      // AWS ignores a `DependsOn` that names a resource whose condition does not hold.
      const dependsOn = [...new Set([...referred, ...definition.dependsOn.filter((name) => names.has(name))])];
      return [logicalId, {
        logicalId,
        type: definition.type,
        definition,
        dependsOn,
        deletionPolicy: this.policy(definition.deletionPolicy, true, logicalId),
        updateReplacePolicy: this.policy(definition.updateReplacePolicy, false, logicalId),
      }];
    }));
  }

  private resourcesIn(value: unknown, active: ReadonlySet<string>, block: string): string[] {
    const found = [...references(value, (name) => this.condition(name))]
      .flatMap((reference) => reference.kind === 'ref' || reference.kind === 'attribute' ? [reference.name] : [])
      .filter((name) => Object.hasOwn(this.template.resources, name));
    const inactive = found.filter((name) => !active.has(name));
    if (inactive.length > 0) throw unresolvedDependencies(inactive, block);
    return found;
  }

  private policy(value: unknown, deletion: boolean, logicalId: string): DeletionPolicy {
    const name = this.template.languageExtensions ? evaluate(value, this.scopes.in('Resources')) : value;
    if (name === undefined || name === NO_VALUE) return 'Delete';
    if (name === 'Delete' || name === 'Retain' || name === 'Snapshot' || (deletion && name === 'RetainExceptOnCreate')) return name;
    const attribute = deletion ? 'DeletionPolicy' : 'UpdateReplacePolicy';
    throw validationError(`Template error: Unrecognized ${attribute} ${JSON.stringify(name)} for resource ${logicalId}`);
  }

  private checkOutputs(): void {
    const active = new Set(this.resources.keys());
    for (const [, output] of this.activeOutputs()) this.resourcesIn(output.value, active, 'Outputs');
    this.exportNames();
  }

  private findImports(): Set<string> {
    const values = [
      ...[...this.resources.values()].map(({ definition }) => definition.properties),
      ...this.activeOutputs().map(([, output]) => output.value),
    ];
    const scope = this.scopes.in('Fn::ImportValue');
    return new Set([...references(values, (name) => this.condition(name))]
      .flatMap((reference) => reference.kind === 'import' ? [reference.argument] : [])
      .map((argument) => {
        const name = String(evaluate(argument, scope));
        scope.importValue(name);
        return name;
      }));
  }
}

function unresolvedDependencies(names: readonly string[], block: string): Error {
  return validationError(`Template format error: Unresolved resource dependencies [${[...new Set(names)].join(', ')}] in the ${block} block of the template`);
}
