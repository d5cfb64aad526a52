import Module from 'node:module';
import type { Control } from './control';

/** Packages that Lambda's runtime surely has on board. */
const ON_BOARD = /'(@aws-sdk\/(?:client|lib)-[\w-]+)/;

/**
 * Tells the engine of packages that Lambda's runtime has on board and this machine lacks. At once, as code may shrug off that
 * `require` fails.
 */
export class MissingModules {
  private readonly told = new Set<string>();

  constructor(private readonly control: Control) {}

  /** Watches `require`. What `import` cannot find is in the error only: see `notice`. */
  install(): void {
    const module = Module as unknown as { _resolveFilename: (...args: unknown[]) => string };
    const resolve = module._resolveFilename;
    module._resolveFilename = (...args) => {
      try {
        return resolve.apply(Module, args);
      } catch (error) {
        this.notice(error);
        throw error;
      }
    };
  }

  notice(error: unknown): void {
    const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
    if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return;
    const [, name] = ON_BOARD.exec(String(message)) ?? [];
    if (!name || this.told.has(name)) return;
    this.told.add(name);
    this.control.send({
      type: 'refused',
      what: `the module '${name}'`,
      hint: `Lambda has it on board, and this machine lacks it: npm install --save-dev ${name}`,
    });
  }
}
