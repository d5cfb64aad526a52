/** The part of the package `asl-validator` that is in use: it has no types of its own. */
declare module 'asl-validator' {
  interface Result {
    readonly isValid: boolean;
    errorsText(separator?: string): string;
  }
  /** Writes defaults into the definition that it is given. */
  function validate(definition: object): Result;
  export = validate;
}
