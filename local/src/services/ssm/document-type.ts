import { parseCalendar } from './parse-calendar';
import { documentArn, ssmState } from './state';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';

/** In bytes. */
const MAX_CONTENT = 64 * 1024;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-document.html */
export class DocumentType implements ResourceType {
  readonly typeName = 'AWS::SSM::Document';
  readonly properties = ['Content', 'DocumentFormat', 'DocumentType', 'Name', 'Tags', 'UpdateMethod'];
  readonly createOnly = ['DocumentType', 'Name'];

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = properties.Name === undefined ? context.generateName(128) : String(properties.Name);
    if (ssmState(context.account).calendars[documentArn(context.account, context.region, name)]) {
      throw new ServiceError('DocumentAlreadyExists', `Document with same name ${name} already exists.`);
    }
    return put(context, name, properties);
  }

  async update(context: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    return put(context, physicalId, properties);
  }

  async delete({ account, region }: ResourceContext, physicalId: string): Promise<void> {
    delete ssmState(account).calendars[documentArn(account, region, physicalId)];
  }
}

function put({ account, region }: ResourceContext, name: string, properties: Properties): Provisioned {
  if (properties.DocumentType !== 'ChangeCalendar') {
    throw new NotSupportedError(`the DocumentType ${String(properties.DocumentType)} of AWS::SSM::Document`, 'It knows change calendars alone.');
  }
  if (properties.DocumentFormat !== 'TEXT') throw new ServiceError('InvalidDocumentContent', 'A change calendar has the format TEXT.');
  const content = String(properties.Content);
  if (Buffer.byteLength(content) > MAX_CONTENT) throw new ServiceError('MaxDocumentSizeExceeded', 'The size limit of a document is 64 KB.');
  parseCalendar(content);
  const arn = documentArn(account, region, name);
  ssmState(account).calendars[arn] = { arn, name, content };
  return { physicalId: name, attributes: {} };
}
