package io.holdfast.sqlite.migrate;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.MigrationStatement;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.Reviewer;
import io.holdfast.engine.ScriptFeature;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.sqlite.file.DatabaseFile;
import io.holdfast.sqlite.review.SqliteReviewer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Runs the scripts of migrations on SQLite. */
public final class SqliteMigrator implements Migrator {
    private static final Set<ScriptFeature> FEATURES = EnumSet.of(
            ScriptFeature.BACKQUOTED_NAMES,
            ScriptFeature.BRACKETED_NAMES,
            ScriptFeature.TRIGGER_BODIES,
            ScriptFeature.DOT_COMMANDS);

    private final Opener opener;

    /** Opens sessions. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Opens one.
         *
         * @throws SQLException whatever the driver throws
         * @throws IOException if the file cannot be looked at
         */
        Session open(Endpoint endpoint, Duration timeout) throws SQLException, IOException;
    }

    /** Runs them on sessions of {@code opener}. */
    public SqliteMigrator(Opener opener) {
        this.opener = opener;
    }

    @Override
    public Set<ScriptFeature> features() {
        return FEATURES;
    }

    /** It does nothing in a transaction, and says nothing of it. */
    @Override
    public Optional<String> objection(MigrationStatement statement) {
        List<String> words = statement.words();
        boolean foreignKeys = words.size() > 1
                && words.get(0).equals("PRAGMA")
                && (words.contains("FOREIGN_KEYS") || words.contains("DEFER_FOREIGN_KEYS"));
        return foreignKeys
                ? Optional.of(
                        "this does nothing in a transaction; expected \"-- holdfast: foreign-keys=off\" in the first"
                                + " line, which looks at all foreign keys at the end")
                : Optional.empty();
    }

    /** Those that SQLite refuses in a transaction. */
    @Override
    public boolean runsAlone(MigrationStatement statement) {
        List<String> words = statement.words();
        return switch (words.isEmpty() ? "" : words.get(0)) {
            case "VACUUM", "ATTACH", "DETACH" -> true;
            case "PRAGMA" -> words.contains("JOURNAL_MODE") || words.contains("WAL_CHECKPOINT");
            default -> false;
        };
    }

    @Override
    public Reviewer reviewer(Reviewer.Home home) {
        return new SqliteReviewer(home);
    }

    /** SQLite says it to C programs only. */
    @Override
    public OptionalInt position(Throwable failure) {
        return OptionalInt.empty();
    }

    @Override
    public void create(Endpoint endpoint) throws IOException {
        DatabaseFile.create(endpoint.url().path());
    }

    @Override
    public Runner open(Endpoint endpoint, Duration timeout, String initSql) throws SQLException, IOException {
        return new SqliteRunner(() -> (SqlSession) opener.open(endpoint, timeout), initSql);
    }
}
