/** Whether a value that came as JSON is what it has to be. */
export type Shape = (value: unknown) => boolean;

export const text: Shape = (value) => typeof value === 'string';
export const number: Shape = (value) => typeof value === 'number';
export const flag: Shape = (value) => typeof value === 'boolean';
export const date: Shape = (value) => text(value) && !Number.isNaN(Date.parse(value as string));
export const wholeFrom = (least: number): Shape => (value) => Number.isSafeInteger(value) && value as number >= least;
export const oneOf = (...values: readonly unknown[]): Shape => (value) => values.includes(value);
export const either = (...shapes: readonly Shape[]): Shape => (value) => shapes.some((shape) => shape(value));
export const optional = (shape: Shape): Shape => (value) => value === undefined || shape(value);
export const list = (item: Shape): Shape => (value) => Array.isArray(value) && value.every(item);
export const tuple = (...items: readonly Shape[]): Shape => (value) => Array.isArray(value) && items.every((item, index) => item(value[index]));

/** An object whose members are all of one shape. */
export const mapOf = (member: Shape): Shape => (value) => isObject(value) && Object.values(value).every(member);

/** An object with these members, and perhaps others. */
export const object = (members: Readonly<Record<string, Shape>>): Shape => (value) => (
  isObject(value) && Object.entries(members).every(([name, shape]) => shape(value[name]))
);

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
