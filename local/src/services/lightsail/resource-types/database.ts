import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';
import type { Input } from '../request';
import { NativeHandler } from './native-handler';
import { compact, flag, optionalText, refuse, requestTags, text, updateTags } from './properties';

const TYPE_NAME = 'AWS::Lightsail::Database';
const NAME = 'RelationalDatabaseName';
/** What UpdateRelationalDatabase can change. */
const UPDATABLE = [
  'BackupRetention', 'CaCertificateIdentifier', 'MasterUserPassword', 'PreferredBackupWindow', 'PreferredMaintenanceWindow',
  'PubliclyAccessible', 'RotateMasterUserPassword',
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-database.html */
export const databaseType: ResourceType = {
  typeName: TYPE_NAME,
  properties: [
    ...UPDATABLE, NAME, 'AvailabilityZone', 'MasterDatabaseName', 'MasterUsername', 'RelationalDatabaseBlueprintId',
    'RelationalDatabaseBundleId', 'RelationalDatabaseParameters', 'Tags',
  ],
  createOnly: [NAME, 'AvailabilityZone', 'MasterDatabaseName', 'MasterUsername', 'RelationalDatabaseBlueprintId', 'RelationalDatabaseBundleId'],

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    refuse(TYPE_NAME, properties, 'RelationalDatabaseParameters');
    const handler = new NativeHandler(context, TYPE_NAME);
    const relationalDatabaseName = text(properties, NAME);
    await handler.call('CreateRelationalDatabase', compact({
      relationalDatabaseName,
      availabilityZone: optionalText(properties, 'AvailabilityZone'),
      relationalDatabaseBlueprintId: properties.RelationalDatabaseBlueprintId,
      relationalDatabaseBundleId: properties.RelationalDatabaseBundleId,
      masterDatabaseName: properties.MasterDatabaseName,
      masterUsername: properties.MasterUsername,
      masterUserPassword: properties.MasterUserPassword,
      preferredBackupWindow: properties.PreferredBackupWindow,
      preferredMaintenanceWindow: properties.PreferredMaintenanceWindow,
      publiclyAccessible: flag(properties, 'PubliclyAccessible'),
      tags: requestTags(properties),
    }));
    return handler.made(relationalDatabaseName, async () => {
      const made = await available(handler, relationalDatabaseName);
      // What the create call does not take.
      const rest = changes(properties, { BackupRetention: true }, ['BackupRetention', 'CaCertificateIdentifier', 'RotateMasterUserPassword']);
      return rest ? modify(handler, relationalDatabaseName, rest) : made;
    });
  },

  async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    refuse(TYPE_NAME, properties, 'RelationalDatabaseParameters');
    const handler = new NativeHandler(context, TYPE_NAME);
    await updateTags(handler, physicalId, properties, old);
    const changed = changes(properties, old, UPDATABLE);
    return changed ? modify(handler, physicalId, changed) : available(handler, physicalId);
  },

  /** Takes no final snapshot: as in the cloud, the data is lost. */
  async delete(context: ResourceContext, relationalDatabaseName: string): Promise<void> {
    const handler = new NativeHandler(context, TYPE_NAME);
    const read = async () => handler.find('GetRelationalDatabase', { relationalDatabaseName });
    if (!await read()) return;
    await handler.call('DeleteRelationalDatabase', { relationalDatabaseName, skipFinalSnapshot: true });
    await handler.wait('the database is deleted', async () => (await read() ? undefined : true));
  },
};

async function modify(handler: NativeHandler, relationalDatabaseName: string, changed: Input): Promise<Provisioned> {
  await handler.call('UpdateRelationalDatabase', { relationalDatabaseName, applyImmediately: true, ...changed });
  return available(handler, relationalDatabaseName);
}

async function available(handler: NativeHandler, relationalDatabaseName: string): Promise<Provisioned> {
  const arn = await handler.wait('the database is available', async () => {
    const { relationalDatabase } = await handler.call('GetRelationalDatabase', { relationalDatabaseName });
    const { state, arn: databaseArn } = relationalDatabase as { state: string; arn: string };
    if (state === 'failed') throw handler.failure(`The database ${relationalDatabaseName} is in the state failed.`, 'NotStabilized');
    return state === 'available' ? databaseArn : undefined;
  });
  return { physicalId: relationalDatabaseName, attributes: { DatabaseArn: arn } };
}

/** The members of an update for the properties that changed, or `undefined` if none did. */
function changes(properties: Properties, old: Properties, names: readonly string[]): Input | undefined {
  const changed = names.filter((name) => properties[name] !== undefined && String(properties[name]) !== String(old[name]));
  if (changed.length === 0) return undefined;
  return Object.assign({}, ...changed.map((name): Input => {
    switch (name) {
      case 'BackupRetention':
        return flag(properties, name) ? { enableBackupRetention: true } : { disableBackupRetention: true };
      case 'PubliclyAccessible': return { publiclyAccessible: flag(properties, name) };
      case 'RotateMasterUserPassword': return { rotateMasterUserPassword: flag(properties, name) };
      default: return { [name[0].toLowerCase() + name.slice(1)]: properties[name] };
    }
  })) as Input;
}
