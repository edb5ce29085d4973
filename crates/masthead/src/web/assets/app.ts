import { enhanceNews } from '../components/news';
import { enhanceShare } from '../components/share';
import { enhanceTabs } from '../components/tabs';
import { enhanceTheme } from '../components/theme';

// Pages are whole without this file. Nothing is stored before the reader asks for it.
enhanceTheme();
document.querySelectorAll<HTMLElement>('[data-share]').forEach(enhanceShare);
document.querySelectorAll<HTMLElement>('[data-tabs]').forEach(enhanceTabs);
enhanceNews();
