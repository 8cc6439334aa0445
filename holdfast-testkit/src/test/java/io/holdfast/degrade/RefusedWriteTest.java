package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.config.QueueConfig;
import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import io.holdfast.transaction.Transaction;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-1: where a write and its id cannot be recorded together, a write is refused before anything is queued. */
final class RefusedWriteTest {
    @TempDir
    private Path home;

    /** Writes nothing. */
    private record Nothing() implements DeferredWrite<String> {
        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public String database() {
            return "documents";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public byte[] write(String payload) {
            return new byte[0];
        }

        @Override
        public String read(int version, byte[] bytes) {
            return "";
        }

        @Override
        public void apply(Transaction transaction, String payload) {
            throw new IllegalStateException("it was refused");
        }
    }

    @Test
    void anEngineThatCannotKeepAnIdBesideAnEffectIsRefusedAtRegistration() {
        var events = new Events();
        try (Database database =
                        Database.open(Declared.optional("documents"), new ScriptedEngine(), Time.real(), events);
                var operations = new Operations(home, QueueConfig.USUAL, name -> database, Time.real(), events)) {
            assertThatThrownBy(() -> operations.deferrable(new Nothing()))
                    .isInstanceOfSatisfying(HoldfastException.class, refused -> {
                        assertThat(refused.kind()).isEqualTo(ErrorKind.UNSUPPORTED);
                        assertThat(refused.failure().hint()).isNotEmpty();
                    })
                    .hasMessageContaining(
                            "nothing cannot be deferred: the database documents cannot record a write and its"
                                    + " id in one transaction");
            assertThat(operations.queued()).isEmpty();
        }
    }
}
