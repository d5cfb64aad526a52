import { doesNotExist, invalidInput } from '../errors';
import { startedOutput } from '../operations';
import { page } from '../paging';
import type { Region } from '../region';
import type { Handlers, Output, Request } from '../request';
import { GONE, type StoredResource } from '../state';
import { requestTags } from '../tags';
import { commonOutput, operationOutput } from '../views';

const KIND = 'Certificate';
const NAME = 'certificateName';

/**
 * Certificates. A new one waits for DNS records that nobody makes here: it is issued when someone says so
 * (`Lightsail.issueCertificate`).
 */
export const certificateHandlers: Handlers = {
  CreateCertificate: create,
  GetCertificates: list,
  DeleteCertificate: remove,
};

/** What the certificate authority does once the domains' records are there. */
export function issueCertificate(region: Region, name: string): void {
  const certificate = region.get(KIND, name);
  certificate.phases.push({ state: 'ISSUED', from: region.now, activity: region.newId(), delay: 0 });
  certificate.details.issuedAt = region.now;
}

function create(request: Request): Output {
  const domainName = request.text('domainName');
  const alternatives = (request.input.subjectAlternativeNames ?? []) as string[];
  if (alternatives.length > 9) throw invalidInput('A certificate has at most 10 domain names.');
  const certificate = request.region.add(KIND, request.text(NAME), {
    tags: requestTags(request.input),
    details: { domainName, subjectAlternativeNames: [...new Set([domainName, ...alternatives])] },
  });
  const activity = request.begin(0);
  request.proceed(certificate, activity, [[0, 'PENDING_VALIDATION']], [[0, 'FAILED']]);
  return {
    certificate: summary(request, certificate, true),
    operations: [operationOutput(request.record(certificate, activity), request.region.name, request.now)],
  };
}

function list(request: Request): Output {
  const name = request.optionalText(NAME);
  const statuses = request.input.certificateStatuses as string[] | undefined;
  const details = request.flag('includeCertificateDetails') ?? false;
  const found = request.region.all(KIND)
    .filter((certificate) => name === undefined || certificate.name === name)
    .filter((certificate) => statuses === undefined || statuses.includes(request.region.stateOf(certificate)));
  if (name !== undefined && !request.region.find(KIND, name)) throw doesNotExist(KIND, name);
  return page(request, 'certificates', found, (certificate) => certificate.arn, (certificate) => summary(request, certificate, details));
}

function remove(request: Request): Output {
  const certificate = request.region.get(KIND, request.text(NAME));
  const user = request.region.all('Distribution').find(({ details }) => details.certificateName === certificate.name);
  if (user) throw invalidInput(`The certificate ${certificate.name} is attached to the distribution ${user.name}.`, 'Detach it first.');
  const activity = request.begin(0);
  request.proceed(certificate, activity, [[0, GONE]], [[0, request.region.stateOf(certificate)]]);
  return startedOutput(request, [request.record(certificate, activity)]);
}

function summary(request: Request, certificate: StoredResource, withDetails: boolean): Output {
  const common = commonOutput(certificate);
  const { domainName, subjectAlternativeNames, issuedAt } = certificate.details;
  return {
    certificateArn: certificate.arn,
    certificateName: certificate.name,
    domainName,
    tags: common.tags,
    ...withDetails && {
      certificateDetail: {
        arn: certificate.arn,
        name: certificate.name,
        domainName,
        subjectAlternativeNames,
        status: request.region.stateOf(certificate),
        createdAt: common.createdAt,
        supportCode: certificate.supportCode,
        tags: common.tags,
        ...typeof issuedAt === 'number' && { issuedAt: new Date(issuedAt) },
      },
    },
  };
}
