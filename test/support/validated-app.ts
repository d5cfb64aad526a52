import { App, type AppProps } from 'aws-cdk-lib';
import { STRICT_CFN_VALIDATE_ERRORS, VALIDATE_AGAINST_DEFAULT_RULES } from 'aws-cdk-lib/cx-api';

/** An app whose templates must pass aws-cdk-lib's own validation: what it finds ends the synthesis. */
export function validatedApp(props: AppProps = {}): App {
  return new App({
    ...props,
    context: { [VALIDATE_AGAINST_DEFAULT_RULES]: true, [STRICT_CFN_VALIDATE_ERRORS]: true, ...props.context },
  });
}
