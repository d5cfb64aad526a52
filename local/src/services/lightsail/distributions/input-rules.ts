import {
  BehaviorEnum, ForwardValues, HeaderEnum, OriginProtocolPolicyEnum, RegionName, ViewerMinimumTlsProtocolVersionEnum, WafInspectionLevelEnum,
  WafPayloadTypeEnum,
} from '@aws-sdk/client-lightsail';
import type { TextRule } from '../input-patterns';

/** Limits on the texts of the calls for distributions, certificates, buckets and container services. */
export function distributionTextRules(name: TextRule): Readonly<Record<string, TextRule>> {
  return {
    behavior: { values: Object.values(BehaviorEnum) },
    bucketName: { pattern: /^[a-z0-9][a-z0-9-]{1,52}[a-z0-9]$/, shown: '^[a-z0-9][a-z0-9-]{1,52}[a-z0-9]$', minLength: 3, maxLength: 54 },
    certificateName: name,
    distributionName: name,
    headersAllowList: { values: Object.values(HeaderEnum) },
    inspectionLevel: { values: Object.values(WafInspectionLevelEnum) },
    option: { values: Object.values(ForwardValues) },
    payloadType: { values: Object.values(WafPayloadTypeEnum) },
    protocolPolicy: { values: Object.values(OriginProtocolPolicyEnum) },
    regionName: { values: Object.values(RegionName) },
    serviceName: { pattern: /^[a-z0-9]{1,2}$|^[a-z0-9][a-z0-9-]+[a-z0-9]$/, shown: '^[a-z0-9]{1,2}|[a-z0-9][a-z0-9-]+[a-z0-9]$', minLength: 1, maxLength: 63 },
    viewerMinimumTlsProtocolVersion: { values: Object.values(ViewerMinimumTlsProtocolVersionEnum) },
  };
}
