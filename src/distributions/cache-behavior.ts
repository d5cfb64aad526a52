/**
 * Whether what a path serves is cached.
 *
 * @see https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_CacheBehavior.html
 */
export enum CacheBehavior {
  /** Served from the cache: content that is the same for every viewer. */
  CACHE = 'cache',
  /** Fetched from the origin each time: content that depends on the viewer. */
  DONT_CACHE = 'dont-cache',
}
