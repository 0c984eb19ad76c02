/**
 * SGD on the pooled data, by one peer that updates as often as all peers together would. A bound, not a competitor: it
 * needs everybody's data in one place.
 */
import { localOnlyMethod } from './local-only.ts';
import { describeMethod, implementMethod } from './method-description.ts';

export const centralised = describeMethod({
  name: 'centralised',
  simulatorOnly: 'no tab holds the data of all',
  pooled: true,
  options: {},
});

export const centralisedMethod = implementMethod(centralised, (common) => localOnlyMethod.create(common));
