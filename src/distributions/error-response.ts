import type { Duration } from 'aws-cdk-lib';

/**
 * What viewers get when the origin answers with an error.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
 */
export interface DistributionErrorResponse {
  /**
   * The origin's HTTP status: 400 to 599, each once.
   */
  readonly errorCode: number;

  /**
   * The HTTP status that viewers get. Together with `responsePagePath`.
   *
   * @default - the origin's
   */
  readonly responseCode?: number;

  /**
   * The page that viewers get, from the origin: begins with `/`. Together with `responseCode`.
   *
   * @default - what the origin sent
   */
  readonly responsePagePath?: string;

  /**
   * How long the error is kept before the origin is asked again.
   *
   * @default - as Lightsail chooses: 10 seconds
   */
  readonly minimumTtl?: Duration;
}
