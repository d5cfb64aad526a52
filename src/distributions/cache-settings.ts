import type { Duration } from 'aws-cdk-lib';
import type { AllowedMethods, CachedMethods } from './cache-methods';
import type { ForwardedCookies, ForwardedHeaders, ForwardedQueryStrings } from './forwarding';

/**
 * How a distribution caches, on every path that it caches.
 *
 * Lightsail replaces all of them at once: with any of them set, those that are left out have the defaults below.
 *
 * @see https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_CacheSettings.html
 */
export interface DistributionCacheSettings {
  /**
   * How long an object is kept if the origin does not say.
   *
   * @default Duration.days(1)
   */
  readonly defaultTtl?: Duration;

  /**
   * How long an object is kept at least, whatever the origin says. It must be 0 when all headers are forwarded.
   *
   * @default Duration.seconds(0)
   */
  readonly minimumTtl?: Duration;

  /**
   * How long an object is kept at most, whatever the origin says.
   *
   * @default Duration.days(365)
   */
  readonly maximumTtl?: Duration;

  /**
   * The methods that are passed on to the origin.
   *
   * @default AllowedMethods.ALLOW_ALL
   */
  readonly allowedMethods?: AllowedMethods;

  /**
   * The methods whose answers are kept.
   *
   * @default CachedMethods.CACHE_GET_HEAD
   */
  readonly cachedMethods?: CachedMethods;

  /**
   * The cookies that are passed on to the origin, and that distinguish objects in the cache.
   *
   * @default ForwardedCookies.none()
   */
  readonly cookies?: ForwardedCookies;

  /**
   * The headers that are passed on to the origin, and that distinguish objects in the cache.
   *
   * @default ForwardedHeaders.none()
   */
  readonly headers?: ForwardedHeaders;

  /**
   * The query string's parameters that are passed on to the origin, and that distinguish objects in the cache.
   *
   * @default ForwardedQueryStrings.none()
   */
  readonly queryStrings?: ForwardedQueryStrings;
}
