import { describeClassroom } from './classroom-of.ts';

/** Of a size at which the graph is sparse, and reports are passed on. */
describeClassroom(12);
