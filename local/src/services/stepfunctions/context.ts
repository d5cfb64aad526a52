import type { Branch, Execution } from './execution-state';
import type { Json } from '../../core/json';

/** The context object, `$$`. `item`: that of an iteration which is about to begin. */
export function contextOf(execution: Execution, branch: Branch, item: Branch['item'] = branch.item): Json {
  const { position } = branch;
  return {
    Execution: {
      Id: execution.arn,
      Input: JSON.parse(execution.input) as Json,
      Name: execution.name,
      RoleArn: execution.roleArn,
      StartTime: new Date(execution.startedAt).toISOString(),
    },
    State: {
      Name: position.state,
      EnteredTime: new Date(position.enteredAt).toISOString(),
      RetryCount: position.retries.reduce((sum, count) => sum + count, 0),
    },
    StateMachine: { Id: execution.stateMachineArn, Name: execution.stateMachineArn.slice(execution.stateMachineArn.lastIndexOf(':') + 1) },
    ...item && { Map: { Item: { Index: item.index, Value: item.value } } },
    ...position.task?.token !== undefined && { Task: { Token: position.task.token } },
  };
}
