import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Metafile } from 'esbuild';

/** A package that the bundle holds code of. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX identifier: `Apache-2.0`. */
  readonly license: string;
  readonly licenseText: string;
  /** What its NOTICE file says, if it has one. */
  readonly notice?: string;
  /** Files, relative to the package, whose contents the bundle replaces. */
  readonly changedFiles: readonly string[];
}

/** The packages in a bundle, by name. `changed`: the paths of files that got other contents. */
export function bundledPackages(root: string, { inputs }: Metafile, changed: ReadonlySet<string>): BundledPackage[] {
  const folders = Object.keys(inputs)
    .map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
    .filter((folder) => folder !== undefined);
  return [...new Set(folders)].sort().map((relative) => {
    const folder = path.join(root, relative);
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, string>;
    const text = (pattern: RegExp) => {
      const file = readdirSync(folder).find((entry) => pattern.test(entry));
      return file && readFileSync(path.join(folder, file), 'utf8').trim();
    };
    return {
      name,
      version,
      license,
      licenseText: text(/^licen[cs]e/i) ?? `Licensed under ${license}. The package has no license text of its own.`,
      notice: text(/^notice/i),
      changedFiles: [...changed].filter((file) => file.startsWith(folder + path.sep)).map((file) => path.relative(folder, file).split(path.sep).join('/')).sort(),
    };
  });
}

/** The licenses, each text once under the packages that it covers, with their notices and what was changed in them. */
export function licenses(packages: readonly BundledPackage[]): string {
  const rule = '-'.repeat(120);
  const byText = new Map<string, BundledPackage[]>();
  for (const each of packages) byText.set(each.licenseText, [...byText.get(each.licenseText) ?? [], each]);
  const changes = packages.filter(({ changedFiles }) => changedFiles.length > 0);
  return [
    'index.js contains code of the packages below. It was bundled and minified: what the function does not use was left out.',
    ...changes.length === 0 ? [] : [
      'Besides, these files were changed: parts that the function does not need were removed or replaced by shorter ones.\n',
      ...changes.flatMap(({ name, version, changedFiles }) => changedFiles.map((file) => `    ${name} ${version}: ${file}`)),
    ],
    '',
    ...[...byText].map(([text, its]) => [
      rule, ...its.map(({ name, version, license }) => `${name} ${version} (${license})`), rule, '', text, '',
      ...its.flatMap(({ name, notice }) => (notice === undefined ? [] : [`NOTICE of ${name}:`, '', notice, ''])),
    ].join('\n')),
  ].join('\n');
}

/**
 * The software bill of materials, in CycloneDX's format. It says nothing of when and where it was made: the same code is the
 * same asset.
 *
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function billOfMaterials(packages: readonly BundledPackage[]): string {
  return `${JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { 'type': 'application', 'bom-ref': 'cdk-lightsail-provider', 'name': 'cdk-lightsail provider function' } },
    components: packages.map(({ name, version, license }) => ({
      'type': 'library',
      'bom-ref': packageUrl(name, version),
      ...withScope(name),
      version,
      'licenses': [{ license: { id: license } }],
      'purl': packageUrl(name, version),
    })),
  }, undefined, 2)}\n`;
}

function withScope(fullName: string): { readonly group?: string; readonly name: string } {
  const [name, group] = fullName.split('/').reverse();
  return group === undefined ? { name } : { group, name };
}

/** `pkg:npm/%40smithy/core@3.0.0` */
function packageUrl(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
