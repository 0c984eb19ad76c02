/** The Worker of a tab whose task has a topology: with all layers that tfjs has. */
import { anyNetworkOf } from './any-network.ts';
import { networkOf } from './network.ts';
import { servePeer } from './peer-services.ts';

servePeer(async (task, frozen) =>
  task.network === undefined ? networkOf(task) : anyNetworkOf(task, frozen),
);
