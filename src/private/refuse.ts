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
export function refuse(scope: IConstruct | undefined, refusal: Refusal): never {
  throw new Error(`${scope ? `[${scope.node.path}] ` : ''}${refusalText(refusal)}`);
}

/** The message without the construct's path, which the CDK itself puts before what a validation returns. */
export function refusalText({ got, expected, fix, see }: Refusal): string {
  return `Got ${got}; expected ${expected}. To fix it, ${fix}.${see ? ` See ${see}` : ''}`;
}
