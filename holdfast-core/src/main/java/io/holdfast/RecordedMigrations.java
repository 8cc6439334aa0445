package io.holdfast;

import io.holdfast.event.Recording;
import io.holdfast.schema.MigrationListener;
import io.holdfast.schema.MigrationReport;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts migrations that are applied at the start on record: the intent when the first one is about to begin, the outcome when
 * all are through. A start that applies nothing leaves no trace. For one server at a time.
 */
final class RecordedMigrations implements MigrationListener {
    private static final String ACTION = "migrate-at-start";

    private final KeptRecord kept;
    private final String database;
    private final MigrationListener next;
    private @Nullable Recording recording;

    RecordedMigrations(KeptRecord kept, String database, MigrationListener next) {
        this.kept = kept;
        this.database = database;
        this.next = next;
    }

    /** Does {@code work}, which tells of its migrations here. */
    synchronized MigrationReport during(Supplier<MigrationReport> work) {
        try {
            MigrationReport report = work.get();
            if (recording != null) {
                recording.done();
            }
            return report;
        } catch (RuntimeException failure) {
            if (recording != null) {
                recording.failed(failure);
            }
            throw failure;
        } finally {
            recording = null;
        }
    }

    @Override
    public void begins(String script) {
        next.begins(script);
        if (recording == null) {
            recording = kept.recorder().record(ACTION, ByItself.ACTOR, database, Map.of("first", script));
        }
    }

    @Override
    public void ends(String script, Duration took) {
        next.ends(script, took);
    }

    @Override
    public void waits(String sentence) {
        next.waits(sentence);
    }

    @Override
    public void triesAgain(String script, String sentence) {
        next.triesAgain(script, sentence);
    }
}
