import { invalidInput } from '../errors';

/** What an instance can be made from: an operating system, or an application on top of one. */
export interface Blueprint {
  readonly name: string;
  readonly type: 'os' | 'app';
  readonly platform: 'LINUX_UNIX' | 'WINDOWS';
  /** Whom one logs in as. */
  readonly username: string;
}

/** What GetBlueprints says of a blueprint. */
export interface ListedBlueprint extends Blueprint {
  readonly blueprintId: string;
  readonly group: string;
  readonly isActive: boolean;
}

type Row = readonly [blueprintId: string, name: string, username: string, group?: string];

const SYSTEMS: readonly Row[] = [
  ['alma_linux_9', 'AlmaLinux 9', 'ec2-user'],
  ['amazon_linux_2', 'Amazon Linux 2', 'ec2-user'],
  ['amazon_linux_2023', 'Amazon Linux 2023', 'ec2-user'],
  ['centos_stream_9', 'CentOS Stream 9', 'ec2-user'],
  ['debian_11', 'Debian', 'admin'],
  ['debian_12', 'Debian', 'admin'],
  ['freebsd_13', 'FreeBSD', 'ec2-user'],
  ['freebsd_14', 'FreeBSD', 'ec2-user'],
  ['opensuse_15', 'openSUSE', 'ec2-user'],
  ['ubuntu_20_04', 'Ubuntu', 'ubuntu', 'ubuntu_20'],
  ['ubuntu_22_04', 'Ubuntu', 'ubuntu', 'ubuntu_22'],
  ['ubuntu_24_04', 'Ubuntu', 'ubuntu', 'ubuntu_24'],
];
const OLD_SYSTEMS: readonly Row[] = [
  ['centos_7_2009_01', 'CentOS', 'centos', 'centos_7'],
  ['debian_10', 'Debian', 'admin'],
  ['freebsd_12', 'FreeBSD', 'ec2-user'],
  ['ubuntu_18_04', 'Ubuntu', 'ubuntu', 'ubuntu_18'],
];
const APPLICATIONS: readonly Row[] = [
  ['cpanel_whm_linux', 'cPanel & WHM for Linux', 'ec2-user', 'cpanel_whm'],
  ['django_bitnami', 'Django', 'bitnami', 'django'],
  ['drupal', 'Drupal', 'bitnami'],
  ['ghost_bitnami', 'Ghost', 'bitnami', 'ghost'],
  ['gitlab', 'GitLab CE', 'bitnami'],
  ['joomla', 'Joomla', 'bitnami'],
  ['lamp_8_bitnami', 'LAMP (PHP 8)', 'bitnami', 'lamp_8'],
  ['magento', 'Magento', 'bitnami'],
  ['mean', 'MEAN', 'bitnami'],
  ['nginx', 'Nginx', 'bitnami'],
  ['nodejs', 'Node.js', 'bitnami', 'node'],
  ['plesk_ubuntu', 'Plesk Hosting Stack on Ubuntu', 'ubuntu', 'plesk'],
  ['prestashop_bitnami', 'PrestaShop', 'bitnami', 'prestashop'],
  ['redmine', 'Redmine', 'bitnami'],
  ['wordpress', 'WordPress', 'bitnami'],
  ['wordpress_multisite', 'WordPress Multisite', 'bitnami'],
];
const WINDOWS: readonly Row[] = [
  ['windows_server_2016', 'Windows Server 2016', 'Administrator', 'windows_2016'],
  ['windows_server_2019', 'Windows Server 2019', 'Administrator', 'windows_2019'],
  ['windows_server_2022', 'Windows Server 2022', 'Administrator', 'windows_2022'],
];
const WINDOWS_APPLICATIONS: readonly Row[] = [
  ['windows_server_2016_sql_2016_express', 'SQL Server 2016 Express', 'Administrator', 'windows_2016_sql_exp'],
  ['windows_server_2022_sql_2019_express', 'SQL Server 2019 Express', 'Administrator', 'windows_2022_sql_exp_2019'],
  ['windows_server_2022_sql_2022_express', 'SQL Server 2022 Express', 'Administrator', 'windows_2022_sql_exp_2022'],
];

const BLUEPRINTS = new Map([
  ...listed(SYSTEMS, 'os', 'LINUX_UNIX'),
  ...listed(OLD_SYSTEMS, 'os', 'LINUX_UNIX', false),
  ...listed(APPLICATIONS, 'app', 'LINUX_UNIX'),
  ...listed(WINDOWS, 'os', 'WINDOWS'),
  ...listed(WINDOWS_APPLICATIONS, 'app', 'WINDOWS'),
].map((blueprint) => [blueprint.blueprintId, blueprint]));

/** `added`: blueprints that AWS has by now, and this table does not. */
export function blueprint(id: string, added: Readonly<Record<string, Blueprint>> = {}): Blueprint {
  const found = Object.hasOwn(added, id) ? added[id] : BLUEPRINTS.get(id);
  if (found) return found;
  throw invalidInput(`The blueprint does not exist: ${id}`,
    'GetBlueprints lists those that the local cloud knows. If AWS has this one, too, tell the local cloud: LightsailOptions.blueprints.');
}

export function listedBlueprints(): ListedBlueprint[] {
  return [...BLUEPRINTS.values()];
}

function listed(rows: readonly Row[], type: Blueprint['type'], platform: Blueprint['platform'], isActive = true): ListedBlueprint[] {
  return rows.map(([blueprintId, name, username, group = blueprintId]) => ({ blueprintId, name, username, group, type, platform, isActive }));
}
