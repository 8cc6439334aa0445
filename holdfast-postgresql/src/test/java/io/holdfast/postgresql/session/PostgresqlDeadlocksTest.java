package io.holdfast.postgresql.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** QRY-4: who waited for whom is read in the server's language, and only a whole circle is believed. */
class PostgresqlDeadlocksTest {

    @Test
    void aCircleIsReadInTheOrderOfTheServer() {
        assertThat(PostgresqlDeadlocks.read("""
                        Process 12 waits for ShareLock on transaction 34; blocked by process 56.
                        Process 56 waits for AccessExclusiveLock on tuple (0,3) of relation 16384 of database 5; blocked by process 78.
                        Process 78 waits for ShareLock on transaction 35; blocked by process 12.""")).containsExactly(12L, 56L, 78L);
    }

    @Test
    void theLanguageDoesNotMatter() {
        assertThat(PostgresqlDeadlocks.read("""
                        Prozess 12 wartet auf ShareLock-Sperre auf Transaktion 34; blockiert von Prozess 56.
                        Prozess 56 wartet auf ShareLock-Sperre auf Transaktion 33; blockiert von Prozess 12.""")).containsExactly(12L, 56L);
        assertThat(PostgresqlDeadlocks.read("""
                        プロセス 12 は ShareLock を トランザクション 34 で待機していましたが、プロセス 56 でブロックされました
                        プロセス 56 は ShareLock を トランザクション 33 で待機していましたが、プロセス 12 でブロックされました""")).containsExactly(12L, 56L);
    }

    @Test
    void whatMakesNoCircleIsNotBelieved() {
        assertThat(PostgresqlDeadlocks.read("Process 12 waits for 34; blocked by process 56."))
                .isEmpty();
        assertThat(PostgresqlDeadlocks.read("See server log for query details."))
                .isEmpty();
        assertThat(PostgresqlDeadlocks.read("")).isEmpty();
        assertThat(new PostgresqlDeadlocks().circle(new SQLException("deadlock detected", "40P01")))
                .isEmpty();
    }
}
