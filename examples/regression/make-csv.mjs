// Made `flats.csv`: node examples/regression/make-csv.mjs > examples/regression/flats.csv
const FLATS = 480;
// A generator of its own (mulberry32), so that the file is the same each time.
let state = 7;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

console.log('area_m2,rooms,built,centre_km,price_thousand_euro');
for (let i = 0; i < FLATS; i++) {
  const area = Math.round(25 + 115 * random());
  const rooms = Math.max(1, Math.min(6, Math.round(area / 25 + random() - 0.5)));
  const built = Math.round(1900 + 120 * random());
  const centre = Math.round(150 * random() ** 1.5) / 10;
  const each = 2.2 + 3.4 * Math.exp(-centre / 5) + 0.9 * ((built - 1960) / 60) ** 2;
  const price = Math.round(area * each + 8 * rooms + 30 * (random() + random() - 1));
  console.log([area, rooms, built, centre, price].join(','));
}
