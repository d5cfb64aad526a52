import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';
import type { Output } from '../request';
import { NativeHandler } from './native-handler';
import { compact, requestTags, text, updateTags } from './properties';

/** In what the three native snapshot types differ. Members are the properties' names with a small first letter. */
interface SnapshotKind {
  readonly typeName: string;
  readonly sourceProperty: string;
  readonly nameProperty: string;
  /** `CreateDiskSnapshot`, `GetDiskSnapshot`, `DeleteDiskSnapshot`. */
  readonly operationSuffix: string;
  /** Under which the answer holds it. */
  readonly outputMember: string;
  readonly ready: string;
  readonly failed: string;
  readonly arnAttribute: string;
}

export const databaseSnapshotType = snapshotType({
  typeName: 'AWS::Lightsail::DatabaseSnapshot',
  sourceProperty: 'RelationalDatabaseName',
  nameProperty: 'RelationalDatabaseSnapshotName',
  operationSuffix: 'RelationalDatabaseSnapshot',
  outputMember: 'relationalDatabaseSnapshot',
  ready: 'available',
  failed: 'failed',
  arnAttribute: 'Arn',
});

export const instanceSnapshotType = snapshotType({
  typeName: 'AWS::Lightsail::InstanceSnapshot',
  sourceProperty: 'InstanceName',
  nameProperty: 'InstanceSnapshotName',
  operationSuffix: 'InstanceSnapshot',
  outputMember: 'instanceSnapshot',
  ready: 'available',
  failed: 'error',
  arnAttribute: 'Arn',
});

export const diskSnapshotType = snapshotType({
  typeName: 'AWS::Lightsail::DiskSnapshot',
  sourceProperty: 'DiskName',
  nameProperty: 'DiskSnapshotName',
  operationSuffix: 'DiskSnapshot',
  outputMember: 'diskSnapshot',
  ready: 'completed',
  failed: 'error',
  arnAttribute: 'DiskSnapshotArn',
});

function snapshotType(kind: SnapshotKind): ResourceType {
  const nameMember = memberOf(kind.nameProperty);

  const ready = async (handler: NativeHandler, name: string): Promise<Provisioned> => {
    const snapshot = await handler.wait('the snapshot is there', async () => {
      const read = (await handler.call(`Get${kind.operationSuffix}`, { [nameMember]: name }))[kind.outputMember] as Output;
      if (read.state === kind.failed) throw handler.failure(`The snapshot ${name} is in the state ${kind.failed}.`, 'NotStabilized');
      return read.state === kind.ready ? read : undefined;
    });
    return { physicalId: name, attributes: attributesOf(snapshot, kind) };
  };

  return {
    typeName: kind.typeName,
    properties: [kind.sourceProperty, kind.nameProperty, 'Tags'],
    createOnly: [kind.sourceProperty, kind.nameProperty],

    async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
      const handler = new NativeHandler(context, kind.typeName);
      const name = text(properties, kind.nameProperty);
      await handler.call(`Create${kind.operationSuffix}`, compact({
        [nameMember]: name,
        [memberOf(kind.sourceProperty)]: properties[kind.sourceProperty],
        tags: requestTags(properties),
      }));
      return handler.made(name, () => ready(handler, name));
    },

    async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
      const handler = new NativeHandler(context, kind.typeName);
      await updateTags(handler, physicalId, properties, old);
      return ready(handler, physicalId);
    },

    async delete(context: ResourceContext, physicalId: string): Promise<void> {
      const handler = new NativeHandler(context, kind.typeName);
      await handler.find(`Delete${kind.operationSuffix}`, { [nameMember]: physicalId });
    },
  };
}

/** Every member of the answer under its name with a capital, as the types' schemas have them. */
function attributesOf(snapshot: Output, kind: SnapshotKind): Record<string, unknown> {
  const { arn, tags: _tags, createdAt, location, ...members } = snapshot as Output & { createdAt: Date };
  const { availabilityZone, regionName } = location as { availabilityZone: string; regionName: string };
  return {
    ...Object.fromEntries(Object.entries(members).map(([name, value]) => [name[0].toUpperCase() + name.slice(1), value])),
    [kind.arnAttribute]: arn,
    'CreatedAt': createdAt.toISOString(),
    'Location': { AvailabilityZone: availabilityZone, RegionName: regionName },
    'Location.AvailabilityZone': availabilityZone,
    'Location.RegionName': regionName,
  };
}

function memberOf(property: string): string {
  return property[0].toLowerCase() + property.slice(1);
}
