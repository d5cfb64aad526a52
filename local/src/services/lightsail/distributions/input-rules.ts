import type { TextRule } from '../input-patterns';

/** Limits on the texts of the calls for distributions, certificates, buckets and container services. */
export function distributionTextRules(name: TextRule): Readonly<Record<string, TextRule>> {
  return {
    bucketName: { pattern: /^[a-z0-9][a-z0-9-]{1,52}[a-z0-9]$/, shown: '^[a-z0-9][a-z0-9-]{1,52}[a-z0-9]$', minLength: 3, maxLength: 54 },
    certificateName: name,
    distributionName: name,
    serviceName: { pattern: /^[a-z0-9]{1,2}$|^[a-z0-9][a-z0-9-]+[a-z0-9]$/, shown: '^[a-z0-9]{1,2}|[a-z0-9][a-z0-9-]+[a-z0-9]$', minLength: 1, maxLength: 63 },
  };
}
