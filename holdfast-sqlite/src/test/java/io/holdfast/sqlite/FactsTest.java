package io.holdfast.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Engine;
import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import io.holdfast.engine.Engines;
import io.holdfast.engine.Session;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-6: what a check shows of a SQLite file. */
class FactsTest {
    @TempDir
    Path folder;

    @Test
    void theEngineIsFoundByItsName() {
        assertThat(Engines.onClassPath().named("sqlite")).isInstanceOf(SqliteEngine.class);
    }

    @Test
    void aSoundFileShowsVersionSizesSettingsAndThatItIsWhole() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a)");
        List<Fact> facts = facts(file, "rw");
        assertThat(facts)
                .extracting(Fact::name)
                .containsExactly(
                        "version",
                        "file-size",
                        "free-space",
                        "journal-mode",
                        "synchronous",
                        "foreign-keys",
                        "quick-check",
                        "writable");
        assertThat(facts).extracting(Fact::level).containsOnly(Level.OK);
        assertThat(facts).extracting(Fact::value).contains("8.0 KiB", "wal", "full", "on", "ok", "yes");
    }

    @Test
    void aReaderSaysThatItOnlyReads() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a)");
        assertThat(facts(file, "ro")).extracting(Fact::value).contains("delete", "yes");
    }

    @Test
    void aDamagedPageIsFound() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a)", "insert into t values (1)", "create index i on t(a)");
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), 8192);
        }
        assertThat(facts(file, "ro")).anySatisfy(fact -> {
            assertThat(fact.name()).isEqualTo("quick-check");
            assertThat(fact.level()).isEqualTo(Level.ERROR);
            assertThat(fact.advice()).isNotEmpty();
        });
    }

    private static List<Fact> facts(TestFile file, String mode) throws Exception {
        Engine engine = new SqliteEngine();
        try (Session session = engine.open(file.endpoint(mode), TestFile.PATIENCE)) {
            return engine.facts(session, file.endpoint(mode));
        }
    }
}
