/** Reads in a tab's traffic with its server which sessions it offers. */
import { SignalSchema } from '@hearsay/shared/protocol/signalling.ts';
import type { Page } from 'puppeteer-core';
import * as v from 'valibot';

/** The text of a socket.io event: the packet's type, the number of its acknowledgement, and JSON. */
const EVENT = /^42\d*(\[.*\])$/s;
const SignalEventSchema = v.tuple([v.literal('signal'), SignalSchema]);

/** @param onOffer told each session when the page sends the offer that begins it; also after a reload */
export async function watchOffers(page: Page, onOffer: (session: string) => void): Promise<void> {
  const session = await page.createCDPSession();
  session.on('Network.webSocketFrameSent', ({ response }) => {
    const text = EVENT.exec(response.payloadData)?.[1];
    if (text === undefined) return;
    const event = v.safeParse(SignalEventSchema, JSON.parse(text));
    if (event.success && event.output[1].handshake.type === 'offer') onOffer(event.output[1].session);
  });
  await session.send('Network.enable');
}
