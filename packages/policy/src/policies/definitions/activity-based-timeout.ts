import { isGuid } from '@gatehouse/model';
import { type Check, listOf, literal, member, record, repeated } from '../strict-json/index.js';
import { timeSpan } from './time-span.js';

const application: Check = (value, path) =>
  typeof value === 'string' && (value === 'default' || isGuid(value))
    ? []
    : [{ path, reason: 'must be `default` or an application id' }];

const shape = record({
  Version: literal(1),
  ApplicationPolicies: listOf(
    record({ ApplicationId: application, WebSessionIdleTimeout: timeSpan('00:05:00', '1.00:00:00') }),
    100,
  ),
});

/** `ActivityBasedTimeoutPolicy`: when an idle session of a web application ends. */
export const activityBasedTimeout: Check = (value, path) => {
  const problems = shape(value, path);
  if (problems.length > 0) return problems;
  const inside = `${path}.ApplicationPolicies`;
  const policies = member(value, 'ApplicationPolicies') as readonly unknown[];
  if (policies.length === 0) return [{ path: inside, reason: 'must not be empty' }];
  return repeated(
    policies.map((one) => String(member(one, 'ApplicationId')).toLowerCase()),
    (index) => `${inside}[${index}].ApplicationId`,
    'the application',
  );
};
