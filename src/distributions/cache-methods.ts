/**
 * The HTTP methods that a distribution passes on to its origin.
 */
export class AllowedMethods {
  /** For sites that are only read. */
  static readonly ALLOW_GET_HEAD = new AllowedMethods(['GET', 'HEAD']);

  /** For sites that are only read, also by scripts of other sites. */
  static readonly ALLOW_GET_HEAD_OPTIONS = new AllowedMethods(['GET', 'HEAD', 'OPTIONS']);

  /** For sites that take forms or have an API. */
  static readonly ALLOW_ALL = new AllowedMethods(['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE']);

  private constructor(
    /** The methods. */
    readonly methods: string[],
  ) {}

  /** @internal */
  get _allowed(): string {
    return this.methods.join(',');
  }
}

/**
 * The HTTP methods whose answers a distribution keeps.
 */
export class CachedMethods {
  /** `GET` and `HEAD`. */
  static readonly CACHE_GET_HEAD = new CachedMethods(['GET', 'HEAD']);

  /** `OPTIONS` too. They must be allowed as well. */
  static readonly CACHE_GET_HEAD_OPTIONS = new CachedMethods(['GET', 'HEAD', 'OPTIONS']);

  private constructor(
    /** The methods. */
    readonly methods: string[],
  ) {}

  /** @internal */
  get _cached(): string {
    return this.methods.join(',');
  }
}
