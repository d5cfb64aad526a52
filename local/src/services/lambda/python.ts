import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { NotSupportedError } from '../../core/service';

/** What functions in Python start with: `bootstrap.py`, and beside it what Python loads into each of their processes. */
export const PYTHON_FOLDER = path.join(__dirname, 'python');

export function isPython(runtime: string): boolean {
  return runtime.startsWith('python3.');
}

let found: string | undefined;

/** The machine's Python, which stands in for every version that Lambda has. */
export function pythonInterpreter(): string {
  found ??= find();
  if (found !== undefined) return found;
  throw new NotSupportedError(
    'how to run functions in Python on this machine',
    'They run with its python3, from version 3.9 on, and that is not there. Install it, and boto3 (python3 -m pip install boto3), which Lambda has on board.',
  );
}

/** The interpreter itself: what is found on the path may be a script that chooses one. */
function find(): string | undefined {
  const asked = spawnSync('python3', ['-c', 'import sys; print(sys.executable if sys.version_info >= (3, 9) else "")'], { encoding: 'utf8' });
  return asked.status === 0 ? asked.stdout.trim() || undefined : undefined;
}
