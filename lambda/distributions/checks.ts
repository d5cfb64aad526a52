import type { Certificate, Distribution, DistributionApi } from './distribution-api';
import type { DeclaredDistribution } from './distribution-properties';
import { RequestError } from '../engine/plan';

/** Refuses a certificate that could not be used, before anything is touched. */
export async function checkCertificate(declared: DeclaredDistribution, distributions: DistributionApi): Promise<void> {
  const { certificateName: name, domainNames = [] } = declared;
  if (name === undefined) return;
  const certificate = await distributions.certificate(name);
  if (!certificate) {
    throw new RequestError(`There is no certificate '${name}' in us-east-1, where distributions need it. Check its name and its region, and deploy again.`);
  }
  if (certificate.status !== 'ISSUED') {
    throw new RequestError(`The certificate '${name}' is ${certificate.status}; expected ISSUED. Add its validation records to the DNS of its domains, wait until `
      + 'Lightsail has issued it, and deploy again.');
  }
  const missing = domainNames.filter((domain) => !covers(certificate, domain));
  if (missing.length === 0) return;
  throw new RequestError(`The certificate '${name}' does not cover ${missing.join(', ')}; it covers ${certificate.domainNames.join(', ')}. Use a certificate `
    + 'that does, or remove the name from domainNames.');
}

function covers({ domainNames }: Certificate, domain: string): boolean {
  return domainNames.includes(domain) || domainNames.includes(domain.replace(/^[^.]+/, '*'));
}

export function checkBundle({ name, settings }: Distribution, bundleId: string): void {
  if (settings.ableToUpdateBundle !== false) return;
  throw new RequestError(`The bundle of the distribution '${name}' is '${settings.bundleId}' and can't become '${bundleId}' now: Lightsail allows one change per `
    + 'billing month. Nothing was changed. Return to the current bundle, or deploy again in the next billing month.');
}

export function checkSubdomain({ name, settings }: Distribution, { subdomainName }: DeclaredDistribution): void {
  if (subdomainName === undefined || subdomainName === settings.subdomain?.name) return;
  throw new RequestError(`The subdomain of the distribution '${name}' is ${settings.subdomain ? `'${settings.subdomain.name}'` : 'none'} and can't become `
    + `'${subdomainName}': Lightsail accepts it only when a distribution is created. Nothing was changed. Return to the current one, or change `
    + 'distributionName to create another distribution.');
}
