package io.holdfast.app.audit;

import io.holdfast.audit.AuditAction;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** One document with one action in each line. */
final class JsonRows implements Rows {
    private final PrintStream out;
    private boolean begun;

    JsonRows(PrintStream out) {
        this.out = out;
        out.print("{\"actions\":[");
    }

    @Override
    public void add(AuditAction action) {
        out.println(begun ? "," : "");
        begun = true;
        out.print(JsonMapper.shared().writeValueAsString(document(action)));
    }

    private static Map<String, Object> document(AuditAction action) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", action.id().toString());
        document.put("begun", action.begun().toString());
        document.put("ended", Rows.ended(action));
        document.put("actor", action.actor());
        document.put("action", action.name());
        document.put("database", action.database());
        document.put("outcome", action.outcome().word());
        document.put("sentence", action.sentence());
        document.put("details", action.details());
        return document;
    }

    @Override
    public void end() {
        out.println();
        out.println("]}");
    }
}
