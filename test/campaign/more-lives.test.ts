import { livesKeepEveryInvariant } from './lives';

livesKeepEveryInvariant(101, 200);
