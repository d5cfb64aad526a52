export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** What CloudFormation fills in at deployment, as a test wants it. */
export interface TemplateValues {
  /** By name: `AWS::Region`. */
  readonly pseudoParameters: Readonly<Record<string, string>>;
  /** By the resource's type and what is asked of it: `AWS::Logs::LogGroup Arn`, and `AWS::IAM::Role Ref` for a `Ref`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Puts values in for the intrinsic functions in a part of a template. One that is not known here fails the test. */
export function fillIn(value: unknown, resources: Readonly<Record<string, TemplateResource>>, values: TemplateValues): unknown {
  if (Array.isArray(value)) return value.map((item) => fillIn(item, resources, values));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value) as Array<[string, unknown]>;
  const [[name, argument]] = entries.length === 1 ? entries : [['', undefined]];
  const known = (of: Readonly<Record<string, string>>, key: string): string => {
    if (!(key in of)) throw new Error(`Give the value of ${key}.`);
    return of[key];
  };
  if (name === 'Ref') {
    const id = String(argument);
    return id in resources ? known(values.attributes, `${resources[id].Type} Ref`) : known(values.pseudoParameters, id);
  }
  if (name === 'Fn::GetAtt') {
    const [id, attribute] = argument as [string, string];
    return known(values.attributes, `${resources[id].Type} ${attribute}`);
  }
  if (name === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map((part) => fillIn(part, resources, values)).join(separator);
  }
  if (name.startsWith('Fn::')) throw new Error(`Say what ${name} becomes.`);
  return Object.fromEntries(entries.map(([key, item]) => [key, fillIn(item, resources, values)]));
}
