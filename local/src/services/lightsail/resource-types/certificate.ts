import { NativeHandler } from './native-handler';
import { compact, requestTags, text, updateTags } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';

const TYPE_NAME = 'AWS::Lightsail::Certificate';

/**
 * It is there when it has been asked for, and issued when the DNS of its domains is right, which nobody waits for.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-certificate.html
 */
export const certificateType: ResourceType = {
  typeName: TYPE_NAME,
  properties: ['CertificateName', 'DomainName', 'SubjectAlternativeNames', 'Tags'],
  createOnly: ['CertificateName', 'DomainName', 'SubjectAlternativeNames'],

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const handler = new NativeHandler(context, TYPE_NAME);
    const certificateName = text(properties, 'CertificateName');
    await handler.call('CreateCertificate', compact({
      certificateName,
      domainName: text(properties, 'DomainName'),
      subjectAlternativeNames: properties.SubjectAlternativeNames,
      tags: requestTags(properties),
    }));
    return provisioned(handler, certificateName);
  },

  async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    const handler = new NativeHandler(context, TYPE_NAME);
    await updateTags(handler, physicalId, properties, old);
    return provisioned(handler, physicalId);
  },

  async delete(context: ResourceContext, certificateName: string): Promise<void> {
    const handler = new NativeHandler(context, TYPE_NAME);
    if (await handler.find('GetCertificates', { certificateName })) await handler.call('DeleteCertificate', { certificateName });
  },
};

async function provisioned(handler: NativeHandler, certificateName: string): Promise<Provisioned> {
  const { certificates } = await handler.call('GetCertificates', { certificateName, includeCertificateDetails: true });
  const [certificate] = certificates as Array<{ certificateArn: string; certificateDetail: { status: string } }>;
  return { physicalId: certificateName, attributes: { CertificateArn: certificate.certificateArn, Status: certificate.certificateDetail.status } };
}
