import { NotSupportedError } from '../../core/service';

/** What a target's input may ask for. */
export interface ContextAttributes {
  readonly 'schedule-arn': string;
  /** `2026-03-22T18:59:43Z` */
  readonly 'scheduled-time': string;
  /** Another one for each attempt. */
  readonly 'execution-id': string;
  /** 1 for the first attempt. */
  readonly 'attempt-number': string;
}

/** Puts the values in for `<aws.scheduler.scheduled-time>` and its like, wherever they stand in the input. */
export function withContextAttributes(input: string, attributes: ContextAttributes): string {
  return input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (_, name: string) => {
    if (!Object.hasOwn(attributes, name)) throw new NotSupportedError(`the context attribute <aws.scheduler.${name}>`);
    return attributes[name as keyof ContextAttributes];
  });
}
