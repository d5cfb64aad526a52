import * as fs from 'node:fs';
import * as path from 'node:path';
import { billOfMaterials, type BundledPackage, licenses } from '../../tools/bundled-packages';

const ROOT = path.join(__dirname, '..', '..');
const ASSET = path.join(ROOT, 'assets', 'lightsail-provider');
/** Whoever uses the library ships the bundle: what others ask for in return has to be acceptable to everybody. */
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses: ReadonlyArray<{ readonly license: { readonly id: string } }>;
}

const text = (file: string) => fs.readFileSync(path.join(ASSET, file), 'utf8');
const nameOf = ({ group, name }: Component) => (group === undefined ? name : `${group}/${name}`);

describe('the asset', () => {
  const { components } = JSON.parse(text('sbom.cdx.json')) as { components: Component[] };

  test('holds the code, its licenses and its bill of materials, and nothing else', () => {
    expect(fs.readdirSync(ASSET).sort()).toEqual(['THIRD-PARTY-LICENSES.txt', 'index.js', 'sbom.cdx.json']);
  });

  test('lists what is installed, under permissive licenses', () => {
    expect(components.map(nameOf)).toContain('@aws-sdk/client-lightsail');
    for (const component of components) {
      const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'node_modules', nameOf(component), 'package.json'), 'utf8')) as Record<string, string>;
      expect(component.version).toBe(manifest.version);
      expect(component.purl).toBe(`pkg:npm/${manifest.name.replace('@', '%40')}@${manifest.version}`);
      expect(component.licenses.map(({ license }) => license.id)).toEqual([manifest.license]);
      expect(PERMISSIVE).toContain(manifest.license);
    }
  });

  test('has the license of each of them, and names each file that was changed', () => {
    const licensed = text('THIRD-PARTY-LICENSES.txt');
    for (const component of components) expect(licensed).toContain(`\n${nameOf(component)} ${component.version} (`);
    expect(licensed).toMatch(/these files were changed: .*\n\n( {4}@.*\n)+/);
    expect(licensed).toMatch(/^ {4}@aws-sdk\/client-lightsail [\d.]+: dist-es\/models\/errors\.js$/m);
  });
});

test('a notice is passed on, and a license text stands once for all packages that have it', () => {
  const common = { version: '1.0.0', license: 'Apache-2.0', licenseText: 'The license.', changedFiles: [] };
  const packages: BundledPackage[] = [{ ...common, name: 'one', notice: 'Made by One.' }, { ...common, name: '@scope/other' }];
  const written = licenses(packages);
  expect(written.split('The license.')).toHaveLength(2);
  expect(written).toContain('one 1.0.0 (Apache-2.0)\n@scope/other 1.0.0 (Apache-2.0)\n');
  expect(written).toContain('NOTICE of one:\n\nMade by One.');
  expect(written).not.toContain('were changed');
  expect(JSON.parse(billOfMaterials(packages))).toMatchObject({ components: [{ name: 'one' }, { group: '@scope', name: 'other', purl: 'pkg:npm/%40scope/other@1.0.0' }] });
});
