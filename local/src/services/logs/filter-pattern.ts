import { NotSupportedError } from '../../core/service';

/**
 * Whether a message matches a pattern of terms: all of them, any of those with a question mark, none of those with a minus.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function messageFilter(pattern: string): (message: string) => boolean {
  const trimmed = pattern.trim();
  if (/^[{[%]/.test(trimmed)) throw new NotSupportedError(`the filter pattern ${pattern}: only terms`);
  const terms = [...trimmed.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign = '', quoted, plain]) => ({
    sign, text: quoted === undefined ? plain ?? '' : quoted.replaceAll(/\\(.)/g, '$1'),
  }));
  const with_ = (sign: string) => terms.filter((term) => term.sign === sign).map(({ text }) => text);
  const [all, any, none] = [with_(''), with_('?'), with_('-')];
  return (message) => all.every((text) => message.includes(text))
    && (any.length === 0 || all.length > 0 || any.some((text) => message.includes(text)))
    && !none.some((text) => message.includes(text));
}
