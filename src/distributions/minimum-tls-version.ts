/**
 * The oldest TLS version, with its ciphers, that a distribution accepts from viewers. The names are those of
 * CloudFront's security policies.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-configure-distribution-tls-version.html
 */
export enum MinimumTlsVersion {
  /** TLS 1.2 with the ciphers of 2021. */
  TLS_1_2_2021 = 'TLSv1.2_2021',
  /** TLS 1.2 with the ciphers of 2019. */
  TLS_1_2_2019 = 'TLSv1.2_2019',
  /** TLS 1.2 with the ciphers of 2018. */
  TLS_1_2_2018 = 'TLSv1.2_2018',
  /** TLS 1.1 with the ciphers of 2016, for very old clients. */
  TLS_1_1_2016 = 'TLSv1.1_2016',
}
