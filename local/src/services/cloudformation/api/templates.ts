import type { Account } from '../../../core/account';
import type { JsonObject } from '../../../core/json';
import { type ApiCall, ServiceError } from '../../../core/service';
import { validationError } from '../errors';
import { text } from './inputs';
import type { StackState } from '../state';
import { checkBodySize, parseTemplateText } from '../template/parse-text';

export interface GivenTemplate {
  readonly body: string;
  readonly template: JsonObject;
}

/** The template that a call names: in the request, in S3, or the one that the stack has. */
export async function givenTemplate(account: Account, call: ApiCall, stack?: StackState): Promise<GivenTemplate> {
  const { input } = call;
  const [body, url] = [text(input.TemplateBody), text(input.TemplateURL)];
  const previous = stack !== undefined && (input.UsePreviousTemplate === true || input.UsePreviousTemplate === 'true');
  if ([body, url, previous || undefined].filter((source) => source !== undefined).length !== 1) {
    throw validationError(body === undefined && url === undefined
      ? 'Either Template URL or Template Body must be specified.' : 'Template URL, Template Body and Use Previous Template are mutually exclusive.');
  }
  if (previous) return { body: stack.templateBody ?? JSON.stringify(stack.template), template: stack.template };
  if (body !== undefined) {
    checkBodySize(body);
    return { body, template: parseTemplateText(body) };
  }
  const fetched = await fetchedTemplate(account, call, url ?? '');
  return { body: fetched, template: parseTemplateText(fetched) };
}

/** An object of the account's S3, read as the caller. */
async function fetchedTemplate(account: Account, call: ApiCall, url: string): Promise<string> {
  const place = objectAt(url);
  if (!place) throw validationError(`S3 error: The specified URL is not a valid S3 URL: ${url}`);
  try {
    const { output } = await account.call({ ...call, service: 's3', operation: 'GetObject', input: place });
    return Buffer.from(output.Body as Uint8Array).toString();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const reason = error.code.startsWith('AccessDenied') ? 'Access Denied' : error.message;
    throw validationError(`S3 error: ${reason}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`);
  }
}

/** `https://s3.REGION.amazonaws.com/BUCKET/KEY`, `https://BUCKET.s3.REGION.amazonaws.com/KEY`, or the same at an endpoint here. */
function objectAt(url: string): { Bucket: string; Key: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname } = new URL(url);
  const path = decoded(pathname.slice(1));
  const [, fromHost] = /^(?!s3[.-])(.+)\.s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?$/.exec(hostname) ?? [];
  if (fromHost !== undefined) return path ? { Bucket: fromHost, Key: path } : undefined;
  if (!/^s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?$|^127\.0\.0\.1$|^localhost$/.test(hostname)) return undefined;
  const [, bucket, key] = /^([^/]+)\/(.+)$/s.exec(path ?? '') ?? [];
  return bucket !== undefined && key !== undefined ? { Bucket: bucket, Key: key } : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
