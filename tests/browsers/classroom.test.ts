import { describeClassroom } from './classroom-of.ts';

describeClassroom(6);
