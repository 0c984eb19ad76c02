/** The Worker of a tab whose task has layers as plain data. It is small: a tab waits for it before it trains. */
import { networkOf } from './network.ts';
import { servePeer } from './peer-services.ts';

servePeer(async (task) => networkOf(task));
