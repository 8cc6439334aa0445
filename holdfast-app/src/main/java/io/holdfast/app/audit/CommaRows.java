package io.holdfast.app.audit;

import io.holdfast.audit.AuditAction;
import io.holdfast.audit.CsvRows;
import java.io.PrintStream;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Comma-separated values, with the names of the columns in the first line. */
final class CommaRows implements Rows {
    private final PrintStream out;

    CommaRows(PrintStream out) {
        this.out = out;
        out.println("begun,ended,actor,action,database,outcome,id,sentence,details");
    }

    @Override
    public void add(AuditAction action) {
        out.println(CsvRows.row(List.of(
                action.begun().toString(),
                Rows.ended(action),
                action.actor(),
                action.name(),
                action.database(),
                action.outcome().word(),
                action.id().toString(),
                action.sentence(),
                JsonMapper.shared().writeValueAsString(action.details()))));
    }

    @Override
    public void end() {
        out.flush();
    }
}
