/** What page and Worker of the lab tell each other. */
import type { LabSettings } from '@hearsay/shared/settings/lab-settings.ts';
import type { Moment, ScalingPoint, Theory } from './measured.ts';

export type ToLab =
  /** In place of what is under way. @param run a number that comes back with all that is told of it */
  | { readonly kind: 'start'; readonly run: number; readonly settings: LabSettings }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'stop' };

export type Stage = 'comparison' | 'scaling';

export type FromLab =
  | { readonly kind: 'theory'; readonly run: number; readonly theory: Theory }
  /** What has come since the report before. */
  | {
      readonly kind: 'report';
      readonly run: number;
      readonly stage: Stage;
      /** Share of the stage that is done, 0 to 1. */
      readonly done: number;
      readonly moments: readonly Moment[];
      readonly points: readonly ScalingPoint[];
    }
  | { readonly kind: 'end'; readonly run: number }
  /** @param message in words */
  | { readonly kind: 'failed'; readonly run: number; readonly message: string };
