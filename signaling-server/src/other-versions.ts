/** Who is not let in since its version of the protocol is another one. */
import type { Refusal } from '@hearsay/shared/protocol/signalling.ts';
import { otherVersion, VersionSchema, type Versions } from '@hearsay/shared/protocol/versions.ts';
import * as v from 'valibot';

const SaysVersionSchema = v.object({ version: VersionSchema });

/**
 * Older than what the server understands, or newer than the server: a page that is newer may count on what is not there.
 * @param request to join, not checked yet: where its version is no number, that is found when all of it is
 */
export function refusalOfVersion(versions: Versions, request: unknown): Refusal | null {
  const { current, oldest } = versions;
  const said = v.safeParse(SaysVersionSchema, request);
  if (!said.success) return null;
  const { version } = said.output;
  const other = otherVersion(versions, { version });
  if (other === null) return null;
  if (version === undefined) return refusalOfOlderPage(version);
  const message =
    other === 'older'
      ? `This page is of version ${version} of the protocol, and the server understands none before ${oldest}. Reload the page.`
      : `This page is of version ${version} of the protocol, and the server of ${current}. Whoever runs the server has to start the new one.`;
  return { reason: 'other-version', message, version: current };
}

/** What a page is told that is too old for what it asks for. @param version that it says */
export function refusalOfOlderPage(version: number | undefined): Refusal {
  const message = 'This page is older than what the server understands. Reload the page.';
  // Reasons that the page knows: the first, where it does not know of versions. The other one without a version means a newer server.
  return { reason: version === undefined ? 'invalid' : 'other-version', message };
}
