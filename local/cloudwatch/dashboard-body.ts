const COLUMNS = 24;
const MAX_HEIGHT = 1000;
const MAX_WIDGETS = 500;
const TYPES = ['metric', 'text', 'log', 'alarm', 'explorer'];
const VIEWS = ['timeSeries', 'singleValue', 'gauge', 'bar', 'pie', 'table'];

/**
 * What is wrong with a dashboard's body, if anything. As far as CloudWatch documents it:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function checkDashboard(body: unknown): string[] {
  const widgets = isObject(body) ? body.widgets : undefined;
  if (!Array.isArray(widgets)) return ['/widgets: must be a list'];
  if (widgets.length > MAX_WIDGETS) return [`/widgets: must have at most ${MAX_WIDGETS} members`];
  return widgets.flatMap((widget, index) => checkWidget(widget).map((problem) => `/widgets/${index}${problem}`));
}

function checkWidget(widget: unknown): string[] {
  if (!isObject(widget)) return [': must be an object'];
  if (!TYPES.includes(String(widget.type))) return [`/type: must be one of ${TYPES.join(', ')}`];
  const problems = [
    ...number(widget, 'width', 1, COLUMNS), ...number(widget, 'height', 1, MAX_HEIGHT), ...number(widget, 'x', 0, COLUMNS - 1), ...number(widget, 'y', 0),
  ];
  if (Number(widget.x ?? 0) + Number(widget.width ?? 6) > COLUMNS) problems.push(`/x: the widget ends beyond column ${COLUMNS}`);
  const { properties } = widget;
  if (!isObject(properties)) return [...problems, '/properties: must be an object'];
  if (widget.type === 'text' && typeof properties.markdown !== 'string') problems.push('/properties/markdown: must be a text');
  if (widget.type === 'metric') problems.push(...checkMetricWidget(properties).map((problem) => `/properties${problem}`));
  return problems;
}

function checkMetricWidget(properties: Readonly<Record<string, unknown>>): string[] {
  const problems: string[] = [];
  const { metrics, region, view, annotations, yAxis } = properties;
  if (typeof region !== 'string') problems.push('/region: must be a text');
  if (view !== undefined && !VIEWS.includes(String(view))) problems.push(`/view: must be one of ${VIEWS.join(', ')}`);
  if (yAxis !== undefined && !isObject(yAxis)) problems.push('/yAxis: must be an object');
  if (annotations !== undefined) problems.push(...checkAnnotations(annotations));
  if (!Array.isArray(metrics)) return [...problems, ...isObject(annotations) && annotations.alarms ? [] : ['/metrics: must be a list']];
  return [...problems, ...metrics.flatMap((metric, index) => checkMetric(metric).map((problem) => `/metrics/${index}: ${problem}`))];
}

/** `[namespace, name, dimension, value, …, { options }]`, where a dot stands for what is above, and `...` for several of it. */
function checkMetric(metric: unknown): string[] {
  if (!Array.isArray(metric) || metric.length === 0) return ['must be a list'];
  const last: unknown = metric.at(-1);
  const texts = isObject(last) ? metric.slice(0, -1) : metric;
  if (isObject(last) && 'expression' in last) return texts.length === 0 ? [] : ['an expression stands alone'];
  if (texts.some((text) => typeof text !== 'string')) return ['must have texts, and options at the end'];
  if (!texts.includes('...') && (texts.length < 2 || texts.length % 2 !== 0)) return ['must have a namespace, a name, and pairs of dimensions'];
  return [];
}

function checkAnnotations(annotations: unknown): string[] {
  if (!isObject(annotations)) return ['/annotations: must be an object'];
  const { horizontal = [] } = annotations;
  if (!Array.isArray(horizontal)) return ['/annotations/horizontal: must be a list'];
  return horizontal.flatMap((line: unknown, index) => isObject(line) && Number.isFinite(line.value) ? [] : [`/annotations/horizontal/${index}/value: must be a number`]);
}

function number(widget: Readonly<Record<string, unknown>>, name: string, min: number, max = Number.MAX_SAFE_INTEGER): string[] {
  const value = widget[name];
  if (value === undefined || (Number.isInteger(value) && Number(value) >= min && Number(value) <= max)) return [];
  return [`/${name}: must be a whole number from ${min} to ${max}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
