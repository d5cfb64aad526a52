import fc from 'fast-check';

/** Values that no template of ours holds: of the wrong type, huge, deep, broken, or meant to do harm. JSON has them all. */
const HOSTILE: readonly unknown[] = [
  null, true, false, 0, -1, 1, 1.5, 1e308, -1e308, 2 ** 53,
  '', ' ', '0', '-1', '1e3', '0x10', 'NaN', 'true', 'null', '\u0000', '\ud800', '\udc00x', '💾'.repeat(300),
  'x'.repeat(100_000), '\ud800'.repeat(5_000),
  '__proto__', 'constructor', 'toString', '../../etc/passwd', '${AWS::StackId}', '<a>&amp;', "'; DROP TABLE", '*',
  'arn:aws:cloudformation:eu-central-1:123456789012:stack/shop/other', 'arn:aws:lambda:::', 'arn:::::', 'db', 'web', 'db-by-hand', 'web-by-hand',
  'https://evil.example/steal', 'file:///etc/passwd', 'javascript:alert(1)', 'http://[::1', '//evil.example', 'evil.example/#',
  '2026-02-30T25:61:00Z', '+275760-09-13T00:00:00.000Z', '-000001-01-01T00:00:00Z', 'yesterday',
  [], [null], [[]], [[[[[]]]]], {}, { Key: 1 }, [{ Key: '', Value: '' }], [{ Key: 'cdk-lightsail:stack', Value: 'x' }], { length: -1 },
  Array.from({ length: 2_000 }, (_, index) => index), deep(3_000, (inner) => [inner]), deep(3_000, (inner) => ({ a: inner })),
  proto({ polluted: true }), proto(null), { constructor: { prototype: { polluted: true } } },
];

function deep(levels: number, around: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = around(value);
  return value;
}

/** An object whose own member is called `__proto__`, as only JSON can make one. */
function proto(value: unknown): unknown {
  return JSON.parse(`{"__proto__":${JSON.stringify(value)},"Key":"__proto__","Value":"x"}`);
}

const hostile = fc.constantFrom(...HOSTILE);

/** What is done to one place of a value. */
type Tampering =
  | { readonly type: 'replace' | 'add'; readonly value: unknown }
  | { readonly type: 'remove' | 'wrap' | 'to-text' | 'repeat' };

const tampering: fc.Arbitrary<Tampering> = fc.oneof(
  { weight: 6, arbitrary: hostile.map((value): Tampering => ({ type: 'replace', value })) },
  { weight: 1, arbitrary: hostile.map((value): Tampering => ({ type: 'add', value })) },
  { weight: 3, arbitrary: fc.constantFrom<Tampering>({ type: 'remove' }, { type: 'wrap' }, { type: 'to-text' }, { type: 'repeat' }) },
);

/** A value as it should be, tampered with in one to three places. Plain JSON, like all that comes to the function. */
export function tamperedWith(value: unknown): fc.Arbitrary<unknown> {
  return fc.array(fc.tuple(fc.nat(10_000), tampering), { minLength: 1, maxLength: 3 }).map((changes) => {
    let tampered = structuredClone(value);
    for (const [place, change] of changes) {
      const places = placesOf(tampered);
      tampered = changedAt(tampered, places[place % places.length], change);
    }
    return JSON.parse(JSON.stringify(tampered));
  });
}

type Place = readonly string[];

/** All places within a value, itself included; not within what is huge. */
function placesOf(value: unknown, path: Place = []): Place[] {
  if (typeof value !== 'object' || value === null || path.length > 12) return [path];
  return [path, ...Object.entries(value).slice(0, 40).flatMap(([key, member]) => placesOf(member, [...path, key]))];
}

function changedAt(value: unknown, [key, ...rest]: Place, change: Tampering): unknown {
  if (key === undefined) return changed(value, change);
  const members = Object.entries(value as object);
  const next = members.flatMap(([name, member]) => {
    if (name !== key) return [[name, member] as const];
    if (rest.length === 0 && change.type === 'remove') return [];
    return [[name, changedAt(member, rest, change)] as const];
  });
  return Array.isArray(value) ? next.map(([, member]) => member) : Object.fromEntries(next);
}

function changed(value: unknown, change: Tampering): unknown {
  switch (change.type) {
    case 'replace': return change.value;
    case 'add': return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, extra: change.value } : change.value;
    case 'remove': return null;
    case 'wrap': return [value];
    case 'to-text': return typeof value === 'object' ? JSON.stringify(value) : String(value);
    case 'repeat': return [value, value];
  }
}
