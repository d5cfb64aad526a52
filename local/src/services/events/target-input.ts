import { NotSupportedError } from '../../core/service';

/** What a target gets: the event, a part of it, a constant, or a text made of its parts. */
export interface TargetInput {
  readonly input?: string;
  readonly inputPath?: string;
  readonly transformer?: { readonly paths: Readonly<Record<string, string>>; readonly template: string };
}

export function targetInput({ input, inputPath, transformer }: TargetInput, event: unknown): string {
  if (input !== undefined) return input;
  if (inputPath !== undefined) return JSON.stringify(at(event, inputPath) ?? null);
  if (transformer) return transform(transformer.template, transformer.paths, event);
  return JSON.stringify(event);
}

/** Inside of quotes a value is put in as it is; elsewhere as JSON. */
function transform(template: string, paths: Readonly<Record<string, string>>, event: unknown): string {
  let result = '';
  let rest = template;
  for (;;) {
    const match = /<([\w.-]+)>/.exec(rest);
    if (!match) return result + rest;
    result += rest.slice(0, match.index);
    const value = match[1].startsWith('aws.') ? reserved(match[1], event) : at(event, paths[match[1]] ?? '');
    const quoted = (result.replace(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1;
    if (quoted) result += typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value ?? '').replace(/"/g, '\\"');
    else result += JSON.stringify(value ?? '');
    rest = rest.slice(match.index + match[0].length);
  }
}

function reserved(name: string, event: unknown): unknown {
  if (name === 'aws.events.event') return event;
  throw new NotSupportedError(`the variable <${name}> of input transformers`);
}

/** `$.detail.state` */
function at(event: unknown, path: string): unknown {
  if (path === '$') return event;
  if (!/^\$(\.[\w-]+)+$/.test(path)) throw new NotSupportedError(`the path '${path}' into an event`);
  return path.slice(2).split('.').reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined), event);
}
