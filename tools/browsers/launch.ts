/** Starts the browsers that the tests drive, set so that peers on one machine or one LAN reach each other. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { find } from './find-browsers.mjs';

/** Puppeteer's own flags against throttling would make a hidden tab behave like a visible one. */
const ANTI_THROTTLING = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];
const DISABLED_FEATURES = [
  // Without multicast, peers could not resolve each other's mDNS names.
  'WebRtcHideLocalIpsWithMdns',
  // What drops down from the address bar is a page of Chromium's own, in a process for each window: a quarter of a tab's work.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // A process for a page that may come.
  'SpareRendererForSitePerProcess',
];
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${DISABLED_FEATURES.join(',')}`,
];
const FIREFOX_PREFERENCES = {
  // The same in Firefox.
  'media.peerconnection.ice.obfuscate_host_addresses': false,
};
/** Milliseconds that one command to a browser may take on a busy machine. */
const PROTOCOL_TIMEOUT_MS = 120_000;
const FIREFOX_LAUNCH_MS = 60_000;

export interface RunningBrowser {
  readonly browser: Browser;
  /** Ends it and removes its profile. */
  close(): Promise<void>;
}

export interface ChromiumOptions {
  /** More of Chromium's own. */
  readonly flags?: readonly string[];
  /** The X display to open windows on; without one it is headless. */
  readonly display?: string;
  /** A program that runs Chromium with the arguments it gets, and keeps its open files. */
  readonly executable?: string;
  /** Where its profile is made, for as long as it runs. */
  readonly directory?: string;
  /** Whether other processes may connect to it, by `wsEndpoint`. */
  readonly shared?: boolean;
}

export async function launchChromium({
  flags = [],
  display,
  executable,
  directory = tmpdir(),
  shared = false,
}: ChromiumOptions): Promise<RunningBrowser> {
  const profile = await mkdtemp(join(directory, 'hearsay-chromium-'));
  const removeProfile = () => rm(profile, { recursive: true, force: true, maxRetries: 5 });
  try {
    const browser = await puppeteer.launch({
      executablePath: executable ?? find('chromium') ?? 'chromium',
      headless: display === undefined,
      args: [...CHROMIUM_FLAGS, ...flags],
      ignoreDefaultArgs: ANTI_THROTTLING,
      env: display === undefined ? process.env : { ...process.env, DISPLAY: display },
      userDataDir: profile,
      defaultViewport: null,
      protocolTimeout: PROTOCOL_TIMEOUT_MS,
      pipe: !shared,
    });
    return {
      browser,
      async close() {
        await browser.close();
        await removeProfile();
      },
    };
  } catch (error) {
    await removeProfile();
    throw error;
  }
}

/** Connects to a Chromium that another process runs. Closing it leaves that running. @param endpoint its `wsEndpoint` */
export async function connectChromium(endpoint: string): Promise<RunningBrowser> {
  const browser = await puppeteer.connect({
    browserWSEndpoint: endpoint,
    defaultViewport: null,
    protocolTimeout: PROTOCOL_TIMEOUT_MS,
  });
  return { browser, close: () => browser.disconnect() };
}

export async function launchFirefox(display: string): Promise<RunningBrowser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: find('firefox') ?? 'firefox',
    headless: false,
    extraPrefsFirefox: FIREFOX_PREFERENCES,
    env: { ...process.env, DISPLAY: display },
    defaultViewport: null,
    timeout: FIREFOX_LAUNCH_MS,
    protocolTimeout: PROTOCOL_TIMEOUT_MS,
  });
  // Its profile is puppeteer's, which removes it.
  return { browser, close: () => browser.close() };
}

/** An X server without a screen. */
export async function startDisplay(): Promise<{ name: string; process: ChildProcess }> {
  const child = spawn(
    find('Xvfb') ?? 'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const end = (): void => void child.kill();
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  const number = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code}`)));
    child.stdio[3]?.once('data', (data) => resolve(String(data).trim()));
  });
  return { name: `:${number}`, process: child };
}
