import type { ForwardingProperties } from './distribution-contract';

/**
 * The cookies that a distribution passes on to its origin, and caches by.
 */
export class ForwardedCookies {
  /** Every cookie: with cookies that differ between viewers, hardly anything is served from the cache. */
  static all(): ForwardedCookies {
    return new ForwardedCookies('all');
  }

  /** No cookie. */
  static none(): ForwardedCookies {
    return new ForwardedCookies('none');
  }

  /**
   * Only these cookies.
   * @param names 1 to 10 names; may hold `*` for any text
   */
  static list(...names: string[]): ForwardedCookies {
    return new ForwardedCookies('allow-list', names);
  }

  private constructor(
    /** Which are passed on: `all`, `none` or `allow-list`. */
    readonly behavior: string,
    /** The cookies that are passed on; undefined unless they are listed. */
    readonly cookies?: string[],
  ) {}

  /** @internal */
  get _value(): ForwardingProperties {
    return { Forward: this.behavior as ForwardingProperties['Forward'], AllowList: this.cookies };
  }
}

/**
 * A header that a distribution may pass on to its origin.
 */
export enum ForwardedHeader {
  /** `Accept` */
  ACCEPT = 'Accept',
  /** `Accept-Charset` */
  ACCEPT_CHARSET = 'Accept-Charset',
  /** `Accept-Datetime` */
  ACCEPT_DATETIME = 'Accept-Datetime',
  /** `Accept-Encoding` */
  ACCEPT_ENCODING = 'Accept-Encoding',
  /** `Accept-Language` */
  ACCEPT_LANGUAGE = 'Accept-Language',
  /** `Authorization` */
  AUTHORIZATION = 'Authorization',
  /** `CloudFront-Forwarded-Proto`: HTTP or HTTPS, as the viewer asked. */
  CLOUDFRONT_FORWARDED_PROTO = 'CloudFront-Forwarded-Proto',
  /** `CloudFront-Is-Desktop-Viewer` */
  CLOUDFRONT_IS_DESKTOP_VIEWER = 'CloudFront-Is-Desktop-Viewer',
  /** `CloudFront-Is-Mobile-Viewer` */
  CLOUDFRONT_IS_MOBILE_VIEWER = 'CloudFront-Is-Mobile-Viewer',
  /** `CloudFront-Is-SmartTV-Viewer` */
  CLOUDFRONT_IS_SMARTTV_VIEWER = 'CloudFront-Is-SmartTV-Viewer',
  /** `CloudFront-Is-Tablet-Viewer` */
  CLOUDFRONT_IS_TABLET_VIEWER = 'CloudFront-Is-Tablet-Viewer',
  /** `CloudFront-Viewer-Country` */
  CLOUDFRONT_VIEWER_COUNTRY = 'CloudFront-Viewer-Country',
  /** `Host`: for origins that serve several sites. */
  HOST = 'Host',
  /** `Origin` */
  ORIGIN = 'Origin',
  /** `Referer` */
  REFERER = 'Referer',
}

/**
 * The headers that a distribution passes on to its origin, and caches by.
 */
export class ForwardedHeaders {
  /** Every header. The minimum TTL must be 0 then. */
  static all(): ForwardedHeaders {
    return new ForwardedHeaders('all');
  }

  /** Only those that every distribution passes on. */
  static none(): ForwardedHeaders {
    return new ForwardedHeaders('none');
  }

  /**
   * These headers too.
   * @param headers 1 to 10 headers
   */
  static list(...headers: ForwardedHeader[]): ForwardedHeaders {
    return new ForwardedHeaders('allow-list', headers);
  }

  private constructor(
    /** Which are passed on: `all`, `none` or `allow-list`. */
    readonly behavior: string,
    /** The headers that are passed on; undefined unless they are listed. */
    readonly headers?: ForwardedHeader[],
  ) {}

  /** @internal */
  get _value(): ForwardingProperties {
    return { Forward: this.behavior as ForwardingProperties['Forward'], AllowList: this.headers };
  }
}

/**
 * The parameters of the query string that a distribution passes on to its origin, and caches by.
 */
export class ForwardedQueryStrings {
  /** Every parameter. */
  static all(): ForwardedQueryStrings {
    return new ForwardedQueryStrings('all');
  }

  /** No parameter. */
  static none(): ForwardedQueryStrings {
    return new ForwardedQueryStrings('none');
  }

  /**
   * Only these parameters.
   * @param names 1 to 10 names
   */
  static list(...names: string[]): ForwardedQueryStrings {
    return new ForwardedQueryStrings('allow-list', names);
  }

  private constructor(
    /** Which are passed on: `all`, `none` or `allow-list`. */
    readonly behavior: string,
    /** The parameters that are passed on; undefined unless they are listed. */
    readonly queryStrings?: string[],
  ) {}

  /** @internal */
  get _value(): ForwardingProperties {
    return { Forward: this.behavior as ForwardingProperties['Forward'], AllowList: this.queryStrings };
  }
}
