// The entry of a thread: Node runs TypeScript there only once it has been taught to.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
