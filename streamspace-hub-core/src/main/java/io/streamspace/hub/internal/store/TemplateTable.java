package io.streamspace.hub.internal.store;

import static io.streamspace.hub.internal.db.Tables.TEMPLATES;
import static io.streamspace.hub.internal.store.Columns.time;

import io.streamspace.hub.Template;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** The templates. */
public final class TemplateTable {
    private final DSLContext dsl;
    private final Instant now;

    TemplateTable(DSLContext dsl, Instant now) {
        this.dsl = dsl;
        this.now = now;
    }

    /** Sorted by name. */
    public List<Template> list() {
        return dsl.selectFrom(TEMPLATES)
                .orderBy(TEMPLATES.NAME)
                .fetch(row -> StoredJson.read(row.getDefinition(), Template.class));
    }

    public Optional<Template> find(String name) {
        return dsl.selectFrom(TEMPLATES)
                .where(TEMPLATES.NAME.eq(name))
                .fetchOptional(row -> StoredJson.read(row.getDefinition(), Template.class));
    }

    public void put(Template template) {
        dsl.insertInto(TEMPLATES)
                .set(TEMPLATES.NAME, template.name())
                .set(TEMPLATES.DEFINITION, StoredJson.write(template))
                .set(TEMPLATES.UPDATED_AT, time(now))
                .onConflict(TEMPLATES.NAME)
                .doUpdate()
                .set(TEMPLATES.DEFINITION, StoredJson.write(template))
                .set(TEMPLATES.UPDATED_AT, time(now))
                .execute();
    }

    /** False where there is none of that name. */
    public boolean remove(String name) {
        return dsl.deleteFrom(TEMPLATES).where(TEMPLATES.NAME.eq(name)).execute() == 1;
    }
}
