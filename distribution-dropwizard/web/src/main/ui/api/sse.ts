export interface ServerEvent {
  name: string;
  data: string;
}

/**
 * Parser of `text/event-stream`, fed with pieces cut anywhere. EventSource cannot send an Authorization
 * header, and a token in the address would end up in access logs; hence fetch and this.
 */
export class EventStreamParser {
  private rest = '';
  private name = 'message';
  private data: string[] = [];

  push(text: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') this.field(line);
      else if (this.data.length > 0) events.push(this.finish());
      else this.name = 'message';
    }
    return events;
  }

  private field(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) return; // a comment: only keeps the connection alive
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.name = value;
    else if (field === 'data') this.data.push(value);
  }

  private finish(): ServerEvent {
    const event = { name: this.name, data: this.data.join('\n') };
    this.name = 'message';
    this.data = [];
    return event;
  }
}
