import { expect, it } from 'vitest';
import { MAX_UNDER_WAY, OffersUnderWay } from './offers-under-way.ts';

/** An exchange with a peer whose answer takes so many seconds. */
function exchange(offers: OffersUnderWay, peer: number, at: number, seconds: number): void {
  offers.expect(peer, at);
  expect(offers.arrived(peer)).toBe(true);
  offers.done(peer, at + seconds);
}

it('counts one answer to each offer, of whom it was made to', () => {
  const offers = new OffersUnderWay(0);
  offers.expect(1, 0);
  offers.expect(2, 0);
  expect(offers.expects(1)).toBe(true);
  expect(offers.arrived(3)).toBe(false);
  expect(offers.arrived(2)).toBe(true);
  offers.done(2, 0.1);
  expect(offers.arrived(2)).toBe(false);
  expect(offers.expects(1)).toBe(true);
  expect(offers.answerSeconds).toBeCloseTo(0.1);
});

it('divides the distance so that all under way together never close more than it', () => {
  const offers = new OffersUnderWay(0);
  expect(offers.expect(0, 0)).toBe(2);
  offers.arrived(0);
  offers.done(0, 1);
  // A steady state of four: each new offer finds three others.
  let now = 1;
  for (let peer = 1; peer <= 4; peer++) offers.expect(peer, now);
  for (let i = 0; i < 100; i++) {
    const peer = 1 + (i % 4);
    now += 0.25;
    offers.arrived(peer);
    offers.done(peer, now);
    const parts = offers.expect(peer, now);
    if (i > 50) expect(parts).toBe(5);
  }
});

it('never divides an offer that is alone', () => {
  const offers = new OffersUnderWay(0);
  for (let i = 0; i < 100; i++) {
    expect(offers.expect(1, i)).toBe(2);
    offers.arrived(1);
    offers.done(1, i + 0.5);
  }
});

it('has room for so many, and gives up who is silent, alone', () => {
  const offers = new OffersUnderWay(0);
  for (let i = 0; i < 50; i++) exchange(offers, i % 5, i, 0.1);
  offers.expect(9, 100);
  expect(offers.hasRoom(100.7)).toBe(true);
  expect(offers.expects(9)).toBe(true);
  offers.expect(1, 100.7);
  offers.hasRoom(100.9);
  expect(offers.expects(9)).toBe(false);
  expect(offers.expects(1)).toBe(true);
  for (let peer = 100; offers.hasRoom(100.9); peer++) offers.expect(peer, 100.9);
  for (let i = 1; i < MAX_UNDER_WAY; i++) expect(offers.expects(99 + i)).toBe(true);
  expect(offers.expects(99 + MAX_UNDER_WAY)).toBe(false);
});

it('counts an answer that comes late, and gives its neighbour more time from then on, the others not', () => {
  const offers = new OffersUnderWay(0);
  for (let i = 0; i < 50; i++) exchange(offers, i % 5, i, 0.1);
  offers.expect(9, 100);
  expect(offers.hasRoom(102)).toBe(true);
  expect(offers.expects(9)).toBe(false);
  expect(offers.arrived(9)).toBe(true);
  offers.done(9, 102);
  offers.expect(9, 110);
  offers.expect(1, 110);
  offers.hasRoom(111.5);
  expect(offers.expects(9)).toBe(true);
  expect(offers.expects(1)).toBe(false);
});

it('counts one late answer where a newer offer was made and answered, since either may be the one to it', () => {
  const offers = new OffersUnderWay(0);
  for (let i = 0; i < 50; i++) exchange(offers, i % 5, i, 0.1);
  offers.expect(9, 100);
  offers.hasRoom(102);
  exchange(offers, 9, 102, 0.1);
  expect(offers.arrived(9)).toBe(true);
  offers.done(9, 104);
  expect(offers.arrived(9)).toBe(false);
});

it('waits no longer where no answer comes, but for one that has come and is held', () => {
  const offers = new OffersUnderWay(0);
  offers.expect(1, 0);
  expect(offers.noAnswer(1)).toBe(true);
  expect(offers.expects(1)).toBe(false);
  expect(offers.noAnswer(1)).toBe(false);
  offers.expect(2, 0);
  offers.hold(2);
  expect(offers.arrived(2)).toBe(false);
  expect(offers.noAnswer(2)).toBe(false);
  offers.hasRoom(1000);
  expect(offers.expects(2)).toBe(true);
});

it('forgets who is gone', () => {
  const offers = new OffersUnderWay(0);
  offers.expect(1, 0);
  offers.expect(2, 0);
  offers.keepOnly((peer) => peer === 2);
  expect([1, 2].map((peer) => offers.expects(peer))).toEqual([false, true]);
  expect(offers.some).toBe(true);
});

it('takes what the method itself puts off for usual', () => {
  const offers = new OffersUnderWay(10);
  offers.expect(1, 0);
  offers.hasRoom(60);
  expect(offers.expects(1)).toBe(true);
});

it('learns how long answers take even where the first offers are given up before any came', () => {
  const offers = new OffersUnderWay(0);
  const ROUND_TRIP = 10;
  const answers: number[] = [];
  for (let now = 0; now < 300; now += 0.1) {
    while (answers[0] <= now) {
      answers.shift();
      if (offers.arrived(1)) offers.done(1, now);
    }
    if (!offers.hasRoom(now) || offers.expects(1)) continue;
    offers.expect(1, now);
    answers.push(now + ROUND_TRIP);
  }
  expect(answers.length).toBe(1);
  expect(offers.answerSeconds).toBeCloseTo(8, 0);
});
