import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnDatabase, CfnDisk, CfnInstance } from 'aws-cdk-lib/aws-lightsail';
import type { IConstruct } from 'constructs';
import type { SnapshotSource } from './snapshot-source';

/** A source that the same template makes. */
export interface TemplateSource {
  readonly resource: CfnResource;
  /**
   * The name as the template gives it: a string or a parameter, never a reference to the source. So the source can depend
   * on what names it.
   */
  name(): string;
}

/** The resource behind a source; undefined: the template does not make it, or its own name is not known. */
export function templateSource(scope: IConstruct, source: SnapshotSource): TemplateSource | undefined {
  const found = sourceResource(source);
  return found && Stack.of(found.resource) === Stack.of(scope) ? found : undefined;
}

/** The same, whichever stack makes it. */
export function sourceResource({ _construct: construct }: SnapshotSource): TemplateSource | undefined {
  const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  if (resource === undefined) return undefined;
  if (CfnDatabase.isCfnDatabase(resource)) return { resource, name: () => resource.relationalDatabaseName };
  if (CfnInstance.isCfnInstance(resource)) return { resource, name: () => resource.instanceName };
  if (CfnDisk.isCfnDisk(resource)) return { resource, name: () => resource.diskName };
  return undefined;
}
