/** In a room of the lesson with penguins: a button for the table of each station, in place of a file. */
import type { TableFile } from '../../data/table/load-table.ts';
import { words } from '../words/words.ts';
import { STATIONS, stationFile } from './penguins.ts';

interface StationsProps {
  disabled: boolean;
  onUse(file: TableFile): void;
}

export function Stations({ disabled, onUse }: StationsProps) {
  const { stations: say } = words.value.lessons;
  return (
    <fieldset class="field stations">
      <legend>{say.use}</legend>
      <div class="kept-buttons">
        {STATIONS.map((station, place) => (
          <button
            key={station}
            type="button"
            title={say.who[place]}
            disabled={disabled}
            onClick={() => onUse(stationFile(station))}
          >
            {say.station(station)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
