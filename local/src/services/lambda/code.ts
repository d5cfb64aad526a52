import { createHash } from 'node:crypto';
import {
  copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { CFN_RESPONSE } from './process-program';
import { isPython, PYTHON_FOLDER } from './python';
import { SdkFolder } from './sdk-folder';
import { unzip } from './unzip';
import type { ResourceContext } from '../../core/resource-type';
import { NotSupportedError } from '../../core/service';

/** Below the folder of all code. */
export const SDK_FOLDER = 'node_modules';

export interface StoredCode {
  readonly folder: string;
  /** Base 64. */
  readonly sha256: string;
  readonly size: number;
}

/** The functions' code, unpacked in a folder named by its content: what is deployed stays, whatever becomes of the app. */
export class CodeStore {
  private readonly root: string;
  private readonly sdk: SdkFolder;

  constructor(root: string) {
    this.root = path.resolve(root);
    this.sdk = new SdkFolder(path.join(this.root, SDK_FOLDER));
  }

  /** Stores what the `Code` property of a function names, or the `Content` of a layer, which has no runtime. */
  store(code: Readonly<Record<string, unknown>>, context: ResourceContext, runtime?: string): StoredCode {
    this.provideSdk(context);
    const folder = mkdtempSync(path.join(this.root, 'new-'));
    try {
      this.unpackInto(folder, code, context, runtime);
      const { sha256, size } = digest(folder);
      // As Lambda refuses it. A bundle that nobody has made would otherwise fail much later, and without a word.
      if (size === 0) throw new Error('Uploaded file must be a non-empty zip');
      const stored = path.join(this.root, sha256.toString('hex'));
      if (!existsSync(stored)) renameSync(folder, stored);
      return { folder: stored, sha256: sha256.toString('base64'), size };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Puts what the managed runtime has on board beside the code: modules find it there, `require` by `NODE_PATH`. */
  private provideSdk(context: ResourceContext): void {
    mkdirSync(this.root, { recursive: true });
    this.sdk.provide([__dirname, process.cwd(), ...context.assetFolders?.() ?? []]);
  }

  private unpackInto(folder: string, code: Readonly<Record<string, unknown>>, context: ResourceContext, runtime = ''): void {
    const { S3Bucket: bucket, S3Key: key, ZipFile: inline, ...others } = code;
    const [unknown] = Object.keys(others);
    if (unknown) throw new NotSupportedError(`the property Code.${unknown} of AWS::Lambda::Function`);
    if (typeof inline === 'string') {
      writeInline(folder, inline, runtime);
    } else if (typeof bucket === 'string' && typeof key === 'string') {
      this.unpack(context.assetPath(bucket, key), folder);
    } else {
      throw new Error('Please provide a source for function code.');
    }
  }

  private unpack(source: string, folder: string): void {
    if (statSync(source).isDirectory()) cpSync(source, folder, { recursive: true, dereference: true });
    else unzip(readFileSync(source), folder);
  }
}

/** Code in the template. It has a module for answers to CloudFormation beside it, as in the cloud. */
function writeInline(folder: string, code: string, runtime: string): void {
  if (isPython(runtime)) {
    writeFileSync(path.join(folder, 'index.py'), code);
    if (/\bcfnresponse\b/.test(code)) copyFileSync(path.join(PYTHON_FOLDER, 'cfnresponse.py'), path.join(folder, 'cfnresponse.py'));
    return;
  }
  writeFileSync(path.join(folder, /^\s*(import\s.*from|export\s)/m.test(code) ? 'index.mjs' : 'index.js'), code);
  if (/['"`]cfn-response['"`]/.test(code)) provideCfnResponse(folder);
}

function provideCfnResponse(folder: string): void {
  const module = path.join(folder, 'node_modules', 'cfn-response');
  mkdirSync(module, { recursive: true });
  copyFileSync(CFN_RESPONSE, path.join(module, 'index.js'));
}

function digest(folder: string): { sha256: Buffer; size: number } {
  const hash = createHash('sha256');
  let size = 0;
  const names = readdirSync(folder, { recursive: true }).map(String).sort();
  for (const name of names) {
    const file = path.join(folder, name);
    if (!statSync(file).isFile()) continue;
    const bytes = readFileSync(file);
    size += bytes.length;
    hash.update(name).update('\0').update(bytes);
  }
  return { sha256: hash.digest(), size };
}
