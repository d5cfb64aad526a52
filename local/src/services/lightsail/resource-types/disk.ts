import { NativeHandler } from './native-handler';
import { compact, optionalText, refuse, requestTags, text, updateTags } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';

const TYPE_NAME = 'AWS::Lightsail::Disk';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-disk.html */
export const diskType: ResourceType = {
  typeName: TYPE_NAME,
  properties: ['AddOns', 'AvailabilityZone', 'DiskName', 'Location', 'SizeInGb', 'Tags'],
  createOnly: ['AvailabilityZone', 'DiskName', 'SizeInGb'],

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    refuse(TYPE_NAME, properties, 'AddOns', 'Location');
    const handler = new NativeHandler(context, TYPE_NAME);
    const diskName = text(properties, 'DiskName');
    await handler.call('CreateDisk', compact({
      diskName,
      availabilityZone: optionalText(properties, 'AvailabilityZone') ?? `${context.region}a`,
      sizeInGb: Number(properties.SizeInGb),
      tags: requestTags(properties),
    }));
    return handler.made(diskName, () => ready(handler, diskName));
  },

  async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    refuse(TYPE_NAME, properties, 'AddOns', 'Location');
    const handler = new NativeHandler(context, TYPE_NAME);
    await updateTags(handler, physicalId, properties, old);
    return ready(handler, physicalId);
  },

  async delete(context: ResourceContext, diskName: string): Promise<void> {
    const handler = new NativeHandler(context, TYPE_NAME);
    const read = async () => handler.find('GetDisk', { diskName });
    if (!await read()) return;
    await handler.call('DeleteDisk', { diskName });
    await handler.wait('the disk is deleted', async () => (await read() ? undefined : true));
  },
};

interface DiskOutput {
  readonly arn: string;
  readonly supportCode: string;
  readonly resourceType: string;
  readonly location: { readonly availabilityZone: string; readonly regionName: string };
  readonly state: string;
  readonly attachmentState: string;
  readonly attachedTo?: string;
  readonly iops: number;
  readonly isAttached: boolean;
  readonly path?: string;
}

async function ready(handler: NativeHandler, diskName: string): Promise<Provisioned> {
  const disk = await handler.wait('the disk is available', async () => {
    const read = (await handler.call('GetDisk', { diskName })).disk as DiskOutput;
    if (read.state === 'error') throw handler.failure(`The disk ${diskName} is in the state error.`, 'NotStabilized');
    return ['available', 'in-use'].includes(read.state) ? read : undefined;
  });
  return {
    physicalId: diskName,
    attributes: {
      'DiskArn': disk.arn,
      'AttachedTo': disk.attachedTo ?? '',
      'AttachmentState': disk.attachmentState,
      'Iops': disk.iops,
      'IsAttached': disk.isAttached,
      'Location.AvailabilityZone': disk.location.availabilityZone,
      'Location.RegionName': disk.location.regionName,
      'Path': disk.path ?? '',
      'ResourceType': disk.resourceType,
      'State': disk.state,
      'SupportCode': disk.supportCode,
    },
  };
}
