import type { Activity } from '../request';
import type { StoredResource } from '../state';

/** The certificate that a distribution serves with from a moment on; `null`: Lightsail's own. */
export interface CertificateInForce {
  readonly from: number;
  readonly name: string | null;
}

/** A change reaches the edge locations when it is deployed: until then they serve with what they had. */
export function noteCertificate(distribution: StoredResource, activity: Activity, name: string | null): void {
  if (activity.failure || activity.endsAt === null) return;
  const past = certificatesInForce(distribution).filter(({ from }) => from <= (activity.endsAt ?? 0));
  if (past.at(-1)?.name !== name) distribution.details.certificates = [...past, { from: activity.endsAt, name }].map((entry) => ({ ...entry }));
}

/** In the order of time. */
export function certificatesInForce(distribution: StoredResource): CertificateInForce[] {
  return (distribution.details.certificates ?? []) as unknown as CertificateInForce[];
}
