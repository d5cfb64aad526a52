import { NotSupportedError } from '../../../core/service';
import { isCustom } from '../custom-resource/custom-resource-type';
import { validationError } from '../errors';
import { hasAttribute } from '../specification/specification';
import type { StackState } from '../state';
import type { Deployed } from '../template/scopes';
import { isObject } from '../template/values';
import { isPlaceholder, placeholderAttribute } from '../types/placeholder';

/** What is shown of a secret. */
const MASK = '****';

/** What `Ref` and `Fn::GetAtt` give for the resources that a stack has at this moment. */
export function deployedResources(stack: StackState, options: { readonly maskSecrets?: boolean } = {}): Deployed {
  const resource = (logicalId: string) => {
    const found = stack.resources[logicalId];
    if (found?.physicalId === undefined) throw validationError(`Resource ${logicalId} is not in a state that can be referred to`);
    return { ...found, physicalId: found.physicalId };
  };
  return {
    ref: (logicalId) => resource(logicalId).physicalId,
    attribute: (logicalId, name) => {
      const found = resource(logicalId);
      const { attributes, type, noEcho } = found;
      if (isPlaceholder(found)) return placeholderAttribute(found, name);
      const value = attribute(attributes, name);
      if (value !== undefined) return noEcho && options.maskSecrets ? MASK : value;
      if (hasAttribute(type, name)) throw new NotSupportedError(`the attribute ${name} of ${type} (${logicalId})`);
      throw validationError(isCustom(type)
        ? `CustomResource attribute error: Vendor response doesn't contain ${name} attribute in object ${stack.stackId}|${logicalId}`
        : `Template error: resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt`);
    },
  };
}

/** `Endpoint.Address` is either the attribute's whole name, or a member of the attribute `Endpoint`. */
function attribute(attributes: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(attributes, name)) return attributes[name];
  const dot = name.indexOf('.');
  const outer = dot > 0 ? attributes[name.slice(0, dot)] : undefined;
  return isObject(outer) ? attribute(outer, name.slice(dot + 1)) : undefined;
}
