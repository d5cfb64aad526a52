/**
 * Takes the place of `@aws-sdk/credential-provider-node` in the bundle. The clients are given the function's own
 * credentials; the other ways to get some (profiles, single sign-on, instance metadata) do not exist in Lambda.
 */
export function defaultProvider(): () => Promise<never> {
  return async () => {
    throw new Error('The bundle has no credential providers: give the client the credentials of the environment (lambda/aws/credentials.ts).');
  };
}
