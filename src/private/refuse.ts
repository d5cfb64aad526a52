import type { IConstruct } from 'constructs';

/** Why an input is refused, in the order in which it is read. */
export interface Refusal {
  readonly got: string;
  readonly expected: string;
  readonly fix: string;
  /** The AWS page that says so. */
  readonly see?: string;
}

/** Ends the synthesis with a message that says what was got, what was expected and what to do. */
export function refuse(scope: IConstruct, refusal: Refusal): never {
  const see = refusal.see ? ` See ${refusal.see}` : '';
  throw new Error(`[${scope.node.path}] Got ${refusal.got}; expected ${refusal.expected}. To fix it, ${refusal.fix}.${see}`);
}
