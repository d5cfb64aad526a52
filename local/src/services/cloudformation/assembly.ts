import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AssetManifest, Manifest } from 'aws-cdk-lib/cloud-assembly-schema';
import { AssetManifestArtifact, CloudAssembly, type CloudFormationStackArtifact, UNKNOWN_ACCOUNT, UNKNOWN_REGION } from 'aws-cdk-lib/cx-api';
import type { StackToDeploy } from './deployment/stack-to-deploy';
import { validationError } from './errors';
import type { JsonObject } from '../../core/json';
import { partition } from '../../core/partition';
import { NotSupportedError } from '../../core/service';

/** Where stacks go that do not say. */
export interface DefaultEnvironment {
  readonly accountId: string;
  readonly region: string;
}

/** A stack of an assembly. */
export interface AssemblyStack extends StackToDeploy {
  /** Its path in the app, by which CDK's CLI selects it: `Stage/Stack`. */
  readonly displayName: string;
  /** Names of the stacks that have to be deployed first. */
  readonly dependsOn: readonly string[];
}

/** The stacks of a synthesized assembly (`cdk.out`), stages included, in the order in which they have to be deployed. */
export function readAssembly(directory: string, defaults: DefaultEnvironment): AssemblyStack[] {
  if (!existsSync(join(directory, 'manifest.json'))) {
    throw validationError(`${directory} is no cloud assembly: it has no manifest.json. Run 'cdk synth' first.`);
  }
  const artifacts = new CloudAssembly(directory).stacksRecursively;
  return inOrder(artifacts).map((artifact) => readStack(artifact, defaults));
}

function inOrder(artifacts: readonly CloudFormationStackArtifact[]): CloudFormationStackArtifact[] {
  const ordered: CloudFormationStackArtifact[] = [];
  const visit = (artifact: CloudFormationStackArtifact) => {
    if (ordered.includes(artifact)) return;
    for (const other of stackDependencies(artifact, artifacts)) visit(other);
    ordered.push(artifact);
  };
  artifacts.forEach(visit);
  return ordered;
}

function stackDependencies(artifact: CloudFormationStackArtifact, all: readonly CloudFormationStackArtifact[]): CloudFormationStackArtifact[] {
  const ids = artifact.dependencies.map(({ id }) => id);
  return all.filter((other) => other !== artifact && ids.includes(other.id));
}

function readStack(artifact: CloudFormationStackArtifact, defaults: DefaultEnvironment): AssemblyStack {
  const { account, region } = artifact.environment;
  const environment = {
    accountId: account === UNKNOWN_ACCOUNT ? defaults.accountId : account,
    region: region === UNKNOWN_REGION ? defaults.region : region,
  };
  return {
    stackName: artifact.stackName,
    displayName: artifact.hierarchicalId,
    account: environment.accountId,
    region: environment.region,
    template: artifact.template as JsonObject,
    parameters: artifact.parameters,
    tags: artifact.tags,
    terminationProtection: artifact.terminationProtection ?? false,
    assets: assetsOf(artifact, environment),
    dependsOn: stackDependencies(artifact, artifact.assembly.stacksRecursively).map(({ stackName }) => stackName),
  };
}

function assetsOf(artifact: CloudFormationStackArtifact, environment: DefaultEnvironment): Record<string, string> {
  const assets: Record<string, string> = {};
  for (const dependency of artifact.dependencies) {
    if (!AssetManifestArtifact.isAssetManifestArtifact(dependency)) continue;
    // Not `contents`, which would cast the file: the schema's reader checks it.
    const manifest: AssetManifest = Manifest.loadAssetManifest(dependency.file);
    for (const [id, image] of Object.entries(manifest.dockerImages ?? {})) {
      throw new NotSupportedError(`container image assets (${image.displayName ?? id})`);
    }
    for (const [id, { source, destinations }] of Object.entries(manifest.files ?? {})) {
      if (source.path === undefined) throw new NotSupportedError(`the asset ${id}: it is made by a command`);
      for (const { bucketName, objectKey, region } of Object.values(destinations)) {
        const target = { ...environment, region: region === undefined ? environment.region : filledIn(region, environment) };
        assets[`${filledIn(bucketName, target)}/${filledIn(objectKey, target)}`] = join(artifact.assembly.directory, source.path);
      }
    }
  }
  return assets;
}

/** The placeholders of asset manifests. */
function filledIn(text: string, { accountId, region }: DefaultEnvironment): string {
  return text
    .replaceAll('${AWS::AccountId}', accountId)
    .replaceAll('${AWS::Region}', region)
    .replaceAll('${AWS::Partition}', partition(region));
}
