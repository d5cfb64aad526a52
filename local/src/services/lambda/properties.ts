import type { Properties } from '../../core/resource-type';
import { NotSupportedError } from '../../core/service';

/** Reads the properties of one type of resource: CloudFormation lets scalars come as strings. */
export class PropertyReader {
  constructor(private readonly typeName: string, private readonly properties: Properties) {}

  text(name: string): string | undefined {
    const value = this.properties[name];
    return value === undefined ? undefined : String(value);
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new Error(`Model validation failed (#: required key [${name}] not found)`);
    return value;
  }

  number(name: string): number | undefined {
    const value = this.properties[name];
    if (value === undefined) return undefined;
    const number = Number(value);
    if (Number.isNaN(number)) throw new Error(`Model validation failed (#/${name}: expected type: Integer, found: ${JSON.stringify(value)})`);
    return number;
  }

  object(name: string): Readonly<Record<string, unknown>> {
    return (this.properties[name] ?? {}) as Readonly<Record<string, unknown>>;
  }

  texts(name: string): string[] | undefined {
    const value = this.properties[name];
    return Array.isArray(value) ? value.map(String) : undefined;
  }

  /** The `Tags` property, as a map. */
  tags(): Record<string, string> {
    const tags = (this.properties.Tags ?? []) as ReadonlyArray<{ readonly Key: string; readonly Value: string }>;
    return Object.fromEntries(tags.map(({ Key, Value }) => [Key, String(Value)]));
  }

  /** Refuses properties that would change what happens, and that the local cloud does not honour. */
  refuse(...names: string[]): void {
    for (const name of names) {
      if (this.properties[name] !== undefined) throw new NotSupportedError(`the property ${name} of ${this.typeName}`);
    }
  }
}
