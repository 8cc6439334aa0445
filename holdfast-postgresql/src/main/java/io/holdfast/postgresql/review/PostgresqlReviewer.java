package io.holdfast.postgresql.review;

import io.holdfast.engine.Danger;
import io.holdfast.engine.MigrationStatement;
import io.holdfast.engine.Reviewer;
import io.holdfast.engine.SqlReader;
import java.util.List;
import java.util.Locale;

/** Finds what disturbs an application at work on PostgreSQL 12 to 18. */
public final class PostgresqlReviewer implements Reviewer {
    private final Made made;
    private final NotNullChecks checks;

    /** Has seen no statement of {@code home} yet. */
    public PostgresqlReviewer(Home home) {
        this.made = new Made(home);
        this.checks = new NotNullChecks(made);
    }

    @Override
    public void nextFile() {
        made.forgetTemporary();
        made.workAsUsual();
    }

    @Override
    public List<Danger> review(MigrationStatement statement) {
        var found = new Found();
        SqlReader reader = SqlReader.of(statement);
        String first = reader.keyword();
        switch (first) {
            case "CREATE" -> new Creation(made, found).review(reader);
            case "ALTER" -> new Alteration(made, checks, found).review(reader);
            case "DROP" -> new Removal(made, found).review(reader);
            case "UPDATE", "DELETE", "WITH", "SELECT", "TRUNCATE", "LOCK" -> new Rows(made, found).review(reader);
            case "REINDEX", "CLUSTER", "VACUUM", "REFRESH" -> new Upkeep(made, found).review(reader);
            case "SET", "RESET" -> new Setting(made, found).review(reader);
            case "DO", "CALL", "EXECUTE" -> found.add(Rule.CANNOT_BE_JUDGED, "", first.toLowerCase(Locale.ROOT));
            default -> {}
        }
        return found.dangers();
    }
}
