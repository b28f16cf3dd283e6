/** Shapes of the REST API, in its own spelling. Times are RFC 3339 strings; what is optional may also come as null. */

export type Role = 'admin' | 'user';

export interface User {
  username: string;
  role: Role;
  created_at?: string;
}

export interface Login {
  token: string;
  expires_at: string;
  user: User;
}

export interface Template {
  name: string;
  display_name?: string;
  description?: string;
  /** An emoji, a data URL or an address relative to the application's base. */
  icon?: string;
  category?: string;
  /** Words to find it by. */
  tags?: string[];
  platforms?: string[];
  resources?: Resources;
  params?: Param[];
  available: boolean;
  unavailable_reason?: string;
}

export type ParamType = 'string' | 'integer' | 'number' | 'boolean' | 'enum' | 'secret' | 'geometry';

/** Something that a user may choose when a session starts. Values travel as texts. */
export interface Param {
  name: string;
  label: string;
  description?: string;
  type: ParamType;
  default_value?: string;
  required: boolean;
  /** The only values allowed; empty for any. */
  choices: string[];
  min?: number;
  max?: number;
  max_length?: number;
  pattern?: string;
}

export interface Resources {
  cpu?: string | number;
  memory?: string | number;
}

export type SessionState =
  | 'pending'
  | 'starting'
  | 'running'
  | 'hibernating'
  | 'hibernated'
  | 'waking'
  | 'terminating'
  | 'terminated'
  | 'failed';

export type SessionAction = 'open' | 'hibernate' | 'wake' | 'restart' | 'terminate';

export interface Progress {
  stage: string;
  message?: string;
  /** From 0 to 1; absent when the stage cannot say. */
  fraction?: number;
}

export interface Session {
  id: string;
  user: string;
  template: string;
  display_name?: string;
  state: SessionState;
  desired_state?: string;
  reason?: string;
  error?: { code: string; message: string };
  agent_id?: string;
  platform?: string;
  region?: string;
  tags?: string[];
  resources?: Resources;
  /** In ISO-8601, as the next. */
  idle_timeout?: string;
  max_session_duration?: string;
  progress?: Progress;
  created_at: string;
  started_at?: string;
  /** When it ends by itself, however busy it is. */
  ends_at?: string;
  last_activity_at?: string;
  updated_at?: string;
  generation?: number;
  actions: SessionAction[];
}

export type ViewMode = 'control' | 'view';

/** Somebody who may open another's session. */
export interface Share {
  user: string;
  mode: ViewMode;
  granted_by: string;
  created_at: string;
}

export type ClipboardDirection = 'both' | 'to_desktop' | 'from_desktop' | 'none';

export interface ConnectedViewer {
  id: string;
  user: string;
  mode: ViewMode;
  /** The most that it can be given. */
  max_mode: ViewMode;
  clipboard: ClipboardDirection;
  /** 0 for no cap. */
  max_bytes_per_second: number;
  connected_at: string;
  bytes_to_viewer: number;
  bytes_to_desktop: number;
  last_input_at?: string;
}

/** What the hub tells a viewer about itself over its WebSocket. */
export interface ViewerPolicy {
  type: 'policy';
  viewer_id: string;
  mode: ViewMode;
  max_mode: ViewMode;
  clipboard: ClipboardDirection;
  max_bytes_per_second: number;
}

export interface Ticket {
  ticket: string;
  expires_at: string;
  /** Where the WebSocket is, relative to the application's base. */
  path: string;
  desktop_name?: string;
  state?: SessionState;
}

export type AgentStatus = 'online' | 'warning' | 'offline' | 'draining';

export interface Agent {
  agent_id: string;
  platform: string;
  region?: string;
  status: AgentStatus;
  version?: string;
  protocol_version?: number;
  capacity?: { max_sessions?: number; max_cpu?: string | number; max_memory?: string | number };
  active_sessions?: number;
  last_heartbeat?: string;
  connected_since?: string;
  draining?: boolean;
  labels?: Record<string, string>;
}
