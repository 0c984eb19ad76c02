// The fonts of the device, as in the pages of a room: nothing to load.
import Theme from 'vitepress/theme-without-fonts';
import './style.css';

export default Theme;
