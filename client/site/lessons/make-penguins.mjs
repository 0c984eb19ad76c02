/**
 * Made the tables of the lesson with penguins, one for each research station:
 *
 *     for n in 1 2 3 4 5; do node client/site/lessons/make-penguins.mjs $n > client/site/public/lessons/penguins-$n.csv; done
 *
 * `penguins.json` is that of the package vega-datasets 3.2.1, unchanged: the palmerpenguins data by Gorman, Williams and
 * Fraser (2014), which Horst, Hill and Gorman put into the public domain (CC0 1.0).
 */
import { readFileSync } from 'node:fs';

/** The island is left out: a station could learn it by heart in place of its penguins. The last is what is to be predicted. */
const COLUMNS = {
  bill_length_mm: 'Beak Length (mm)',
  bill_depth_mm: 'Beak Depth (mm)',
  flipper_length_mm: 'Flipper Length (mm)',
  body_mass_g: 'Body Mass (g)',
  sex: 'Sex',
  species: 'Species',
};
/** The ship, which was at all islands, has one of so many. */
const SHIP_HAS = 10;

const all = JSON.parse(readFileSync(new URL('./penguins.json', import.meta.url), 'utf8'));
// Of two of them nothing was measured.
const measured = all.filter((penguin) => penguin['Body Mass (g)'] !== null);
const isOnShip = (penguin) => measured.indexOf(penguin) % SHIP_HAS === 0;

const isOf = (island, species) => (penguin) => penguin.Island === island && penguin.Species === species;
const gentoos = measured.filter(isOf('Biscoe', 'Gentoo'));
const isEarlyGentoo = (penguin) => gentoos.indexOf(penguin) >= 0 && gentoos.indexOf(penguin) < 70;

/** Who counts where, besides the ship. */
const STATIONS = [
  isOf('Torgersen', 'Adelie'),
  isEarlyGentoo,
  (penguin) => penguin.Island === 'Biscoe' && !isEarlyGentoo(penguin),
  (penguin) => penguin.Island === 'Dream',
];

/** All species evenly mixed, so that each is among the rows that a device keeps back. */
function mixed(penguins) {
  const placed = [...new Set(penguins.map(({ Species }) => Species))].flatMap((name) => {
    const those = penguins.filter(({ Species }) => Species === name);
    return those.map((penguin, i) => ({ penguin, at: (i + 0.5) / those.length }));
  });
  return placed.sort((a, b) => a.at - b.at).map(({ penguin }) => penguin);
}

const cellOf = (value) =>
  value === null || value === '.' ? '' : String(value).replace(/^(FE)?MALE$/, (sex) => sex.toLowerCase());

const station = Number(process.argv[2]);
const penguins =
  station === 1
    ? measured.filter(isOnShip)
    : measured.filter((penguin) => !isOnShip(penguin) && STATIONS[station - 2]?.(penguin));
if (penguins.length === 0) throw new Error('Give the number of a station, 1 to 5.');
console.log(Object.keys(COLUMNS).join(','));
for (const penguin of mixed(penguins))
  console.log(
    Object.values(COLUMNS)
      .map((name) => cellOf(penguin[name]))
      .join(','),
  );
