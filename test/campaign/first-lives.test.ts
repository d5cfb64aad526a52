import { livesKeepEveryInvariant } from './lives';

livesKeepEveryInvariant(1, 100);
