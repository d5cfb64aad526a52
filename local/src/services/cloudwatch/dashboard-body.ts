import { isObject, oneOf, type Problems, wholeNumber } from './dashboard-checks';
import { checkMetricWidget } from './dashboard-metrics';

const COLUMNS = 24;
const MAX_HEIGHT = 1000;
const MAX_WIDGETS = 500;
const TYPES = ['metric', 'text', 'log', 'alarm', 'explorer', 'custom'];

/**
 * What is wrong with a dashboard's body, if anything. As far as CloudWatch documents it:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function checkDashboard(body: unknown): Problems {
  if (!isObject(body) || !Array.isArray(body.widgets)) return ['/widgets: must be a list'];
  const { widgets, start, end, periodOverride } = body;
  const problems = [
    ...time('/start', start),
    ...time('/end', end),
    ...end !== undefined && start === undefined ? ['/end: must come with a start'] : [],
    ...oneOf('/periodOverride', periodOverride, ['auto', 'inherit']),
  ];
  if (widgets.length > MAX_WIDGETS) problems.push(`/widgets: must have at most ${MAX_WIDGETS} members`);
  return [...problems, ...widgets.flatMap((widget, index) => checkWidget(widget).map((problem) => `/widgets/${index}${problem}`))];
}

function checkWidget(widget: unknown): Problems {
  if (!isObject(widget)) return [': must be an object'];
  if (!TYPES.includes(String(widget.type))) return [`/type: must be one of ${TYPES.join(', ')}`];
  const { x, y, width, height, properties } = widget;
  const problems = [
    ...wholeNumber('/width', width, 1, COLUMNS), ...wholeNumber('/height', height, 1, MAX_HEIGHT), ...wholeNumber('/x', x, 0, COLUMNS - 1), ...wholeNumber('/y', y, 0),
  ];
  if (Number(x ?? 0) + Number(width ?? 6) > COLUMNS) problems.push(`/x: the widget ends beyond column ${COLUMNS}`);
  if (!isObject(properties)) return [...problems, '/properties: must be an object'];
  const own = widget.type === 'text' ? checkText(properties) : widget.type === 'metric' ? checkMetricWidget(properties) : [];
  return [...problems, ...own.map((problem) => `/properties${problem}`)];
}

function checkText({ markdown, background }: Readonly<Record<string, unknown>>): Problems {
  return [...typeof markdown === 'string' ? [] : ['/markdown: must be a text'], ...oneOf('/background', background, ['transparent', 'solid'])];
}

/** `-PT8H`, or a moment. */
function time(path: string, value: unknown): Problems {
  const isRight = value === undefined || (typeof value === 'string' && (/^-P(?=.)(\d+[YMWD])*(T(\d+[HMS])+)?$/.test(value) || !Number.isNaN(Date.parse(value))));
  return isRight ? [] : [`${path}: must be a duration like -PT8H, or a time`];
}
