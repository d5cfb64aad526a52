import type { IConstruct } from 'constructs';
import type { ILightsailProvider } from './provider-ref';
import { refuse } from '../private/refuse';

/** The providers that were chosen for a scope and all below it. */
const defaults = new WeakMap<IConstruct, ILightsailProvider>();
/** The scopes in which constructs have taken a provider that no default had chosen. */
const settled = new WeakMap<IConstruct, IConstruct>();

/** The provider that was chosen for the nearest scope; otherwise the fallback. */
export function defaultProvider(scope: IConstruct, fallback: () => ILightsailProvider): ILightsailProvider {
  for (const ancestor of [...scope.node.scopes].reverse()) {
    const provider = defaults.get(ancestor);
    if (provider) return provider;
  }
  // A default that comes later would hold for some constructs only.
  for (const ancestor of scope.node.scopes) if (!settled.has(ancestor)) settled.set(ancestor, scope);
  return fallback();
}

export function setDefaultProvider(scope: IConstruct, provider: ILightsailProvider): void {
  const earlier = settled.get(scope);
  const other = defaults.get(scope);
  if (earlier || (other && other !== provider)) {
    refuse(scope, {
      got: other ? `a second default provider, besides ${other.node.path}` : `a default provider after ${earlier?.node.path}, which has another one already`,
      expected: other ? 'one default for each scope' : 'the default before the first construct that it is for',
      fix: other ? 'choose one of them, or set the other one for a smaller scope' : 'call setDefault earlier',
    });
  }
  defaults.set(scope, provider);
}
