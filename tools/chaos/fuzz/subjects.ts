/** Everything that reads what comes from outside: from the server, from neighbours, from links, and from tabs at the server. */
import type { Subject } from './subject.ts';
import { codecs, differences, packing, positions } from './subjects/codecs.ts';
import { frames } from './subjects/frames.ts';
import { headers } from './subjects/headers.ts';
import { meshMessages } from './subjects/mesh-messages.ts';
import { mnistIndex } from './subjects/mnist-index.ts';
import { modelFiles } from './subjects/model-files.ts';
import { modelMessages } from './subjects/model-messages.ts';
import { sealed } from './subjects/sealed.ts';
import { settings } from './subjects/settings.ts';
import { signalling } from './subjects/signalling.ts';
import { tabMessages } from './subjects/tab-messages.ts';
import { transfer } from './subjects/transfer.ts';

export const SUBJECTS: readonly Subject[] = [
  signalling,
  sealed,
  meshMessages,
  frames,
  transfer,
  modelMessages,
  codecs,
  positions,
  differences,
  packing,
  tabMessages,
  settings,
  mnistIndex,
  modelFiles,
  headers,
];
