import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { wholeSeconds } from './cache-settings-checks';
import type { DistributionErrorResponse } from './error-response';
import { refuse } from '../private/refuse';

const SEE = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html';

export function checkErrorResponses(scope: IConstruct, responses: DistributionErrorResponse[] | undefined): void {
  const seen = new Set<number>();
  for (const response of responses ?? []) {
    checkErrorResponse(scope, response);
    if (Token.isUnresolved(response.errorCode)) continue;
    if (seen.has(response.errorCode)) {
      refuse(scope, { got: `two errorResponses for ${response.errorCode}`, expected: 'one for each status', fix: 'remove one of them', see: SEE });
    }
    seen.add(response.errorCode);
  }
}

function checkErrorResponse(scope: IConstruct, { errorCode, responseCode, responsePagePath, minimumTtl }: DistributionErrorResponse): void {
  if (!Token.isUnresolved(errorCode) && (!Number.isInteger(errorCode) || errorCode < 400 || errorCode > 599)) {
    refuse(scope, { got: `an errorResponse for ${errorCode}`, expected: 'an HTTP status from 400 to 599', fix: 'correct errorCode', see: SEE });
  }
  if ((responseCode === undefined) !== (responsePagePath === undefined)) {
    refuse(scope, {
      got: `an errorResponse for ${errorCode} with only ${responseCode === undefined ? 'responsePagePath' : 'responseCode'}`,
      expected: 'both of responseCode and responsePagePath, or neither',
      fix: 'add the other one',
      see: SEE,
    });
  }
  if (responsePagePath !== undefined && !Token.isUnresolved(responsePagePath) && !responsePagePath.startsWith('/')) {
    refuse(scope, { got: `'${responsePagePath}' as responsePagePath`, expected: 'a path that begins with a slash', fix: 'put the slash before it', see: SEE });
  }
  if (minimumTtl) wholeSeconds(scope, 'minimumTtl', minimumTtl);
}
