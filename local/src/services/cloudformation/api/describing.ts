import type { Account } from '../../../core/account';
import { type ApiCall, NotSupportedError } from '../../../core/service';
import { describedResource } from '../descriptions';
import { validationError } from '../errors';
import { requiredCapabilities } from './capabilities';
import { type Output, page, required, text } from './inputs';
import { givenTemplate } from './templates';
import { cloudFormationState, findStack, type StackState } from '../state';
import { parseTemplate, type Template } from '../template/template';

type Operation = (call: ApiCall) => Output | Promise<Output>;

/** What is said of templates, exports and resources. */
export function describingOperations(account: Account): Record<string, Operation> {
  const living = (region: string): StackState[] =>
    cloudFormationState(account).stacks.filter((stack) => stack.region === region && stack.status !== 'DELETE_COMPLETE');
  return {
    ListStackResources: ({ input, region }) => {
      const name = required(input, 'StackName');
      const stack = findStack(account, region, name);
      if (!stack || stack.region !== region) throw validationError(`Stack with id ${name} does not exist`);
      const summaries = Object.values(stack.resources).map((resource) => {
        const { StackName: _name, StackId: _id, ...summary } = describedResource(stack, resource, true);
        return summary;
      });
      return page('StackResourceSummaries', summaries, input);
    },

    ListExports: ({ input, region }) => {
      const all = living(region).flatMap(({ stackId, outputs }) => outputs.map((output) => ({ stackId, ...output })));
      const exported = all.filter(({ exportName }) => exportName !== undefined);
      return page('Exports', exported.map(({ stackId, exportName, value }) => ({ ExportingStackId: stackId, Name: exportName, Value: value })), input);
    },

    ListImports: ({ input, region }) => {
      const name = required(input, 'ExportName');
      const importers = living(region).filter(({ imports }) => imports.includes(name));
      if (importers.length === 0) throw validationError(`Export '${name}' is not imported by any stack.`);
      const { Items: items, ...rest } = page('Items', importers.map(({ stackName }) => ({ stackName })), input);
      return { Imports: (items as Array<{ stackName: string }>).map(({ stackName }) => stackName), ...rest };
    },

    ValidateTemplate: async (call) => {
      const { template } = await givenTemplate(account, call);
      const parsed = parseTemplate(template);
      const { capabilities, reason } = requiredCapabilities(template);
      return {
        Description: parsed.description,
        Parameters: parameters(parsed).map(({ ParameterType: _type, ParameterConstraints: _constraints, ...rest }) => rest),
        ...capabilities.length > 0 && { Capabilities: capabilities, CapabilitiesReason: reason },
      };
    },

    GetTemplateSummary: async (call) => {
      const { input, region } = call;
      if (text(input.StackSetName) !== undefined) throw new NotSupportedError('stack sets');
      const name = text(input.StackName);
      const stack = name === undefined ? undefined : findStack(account, region, name);
      if (name !== undefined && !stack) throw validationError(`Stack with id ${name} does not exist`);
      const template = stack ? stack.template : (await givenTemplate(account, call)).template;
      const parsed = parseTemplate(template);
      const { capabilities, reason } = requiredCapabilities(template);
      return {
        Description: parsed.description,
        Parameters: parameters(parsed),
        ...capabilities.length > 0 && { Capabilities: capabilities, CapabilitiesReason: reason },
        ResourceTypes: [...new Set(Object.values(parsed.resources).map(({ type }) => type))],
        ...typeof template.AWSTemplateFormatVersion === 'string' && { Version: template.AWSTemplateFormatVersion },
        ...template.Metadata !== undefined && { Metadata: JSON.stringify(template.Metadata) },
        ...parsed.languageExtensions && { DeclaredTransforms: ['AWS::LanguageExtensions'] },
      };
    },
  };
}

function parameters({ parameters: definitions }: Template): Output[] {
  return Object.entries(definitions).map(([name, { Type, Default, NoEcho, Description, AllowedValues }]) => ({
    ParameterKey: name,
    ...Default !== undefined && { DefaultValue: String(Default) },
    ParameterType: Type,
    NoEcho: NoEcho === true || NoEcho === 'true',
    ...typeof Description === 'string' && { Description },
    ParameterConstraints: Array.isArray(AllowedValues) ? { AllowedValues: AllowedValues.map(String) } : {},
  }));
}
