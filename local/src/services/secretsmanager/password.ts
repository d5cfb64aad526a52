import { randomInt } from 'node:crypto';
import { ServiceError } from '../../core/service';

/** How a password is made, by the names that both CloudFormation and the API give them. */
export interface PasswordRules {
  readonly PasswordLength?: unknown;
  readonly ExcludeCharacters?: unknown;
  readonly ExcludeNumbers?: unknown;
  readonly ExcludePunctuation?: unknown;
  readonly ExcludeUppercase?: unknown;
  readonly ExcludeLowercase?: unknown;
  readonly IncludeSpace?: unknown;
  readonly RequireEachIncludedType?: unknown;
}

const KINDS = {
  ExcludeLowercase: 'abcdefghijklmnopqrstuvwxyz',
  ExcludeUppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ExcludeNumbers: '0123456789',
  ExcludePunctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
} as const;

const LONGEST = 4096;

export function randomPassword(rules: PasswordRules): string {
  const isSet = (name: keyof PasswordRules, byDefault = false) => String(rules[name] ?? byDefault) === 'true';
  const length = Number(rules.PasswordLength ?? 32);
  if (!Number.isInteger(length) || length < 1 || length > LONGEST) throw invalid(`Password length must be between 1 and ${LONGEST}.`);
  const excluded = String(rules.ExcludeCharacters ?? '');
  const kinds = [
    ...(Object.keys(KINDS) as Array<keyof typeof KINDS>).filter((name) => !isSet(name)).map((name) => KINDS[name]),
    ...isSet('IncludeSpace') ? [' '] : [],
  ].map((kind) => [...kind].filter((character) => !excluded.includes(character))).filter((kind) => kind.length > 0);
  if (kinds.length === 0) throw invalid('You must include at least one character type in the password.');
  const all = kinds.flat();
  const required = isSet('RequireEachIncludedType', true) ? kinds : [];
  if (required.length > length) throw invalid('The password length is too short to include a character of each type.');
  const characters = [...required.map(pick), ...Array.from({ length: length - required.length }, () => pick(all))];
  // The required ones are not to stand in front.
  for (let index = characters.length - 1; index > 0; index--) {
    const other = randomInt(index + 1);
    [characters[index], characters[other]] = [characters[other] ?? '', characters[index] ?? ''];
  }
  return characters.join('');
}

function pick(characters: readonly string[]): string {
  return characters[randomInt(characters.length)] ?? '';
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}
