package io.holdfast.sqlite;

import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import io.holdfast.sqlite.SqliteSession.Mode;
import io.holdfast.sqlite.file.DatabaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a check shows of one file. */
final class Facts {
    /** Above this size the look at every page is left to a backup's verification: it would take too long here. */
    private static final long LARGEST_QUICK_CHECK = 256L << 20;

    private static final List<String> SYNCHRONOUS = List.of("off", "normal", "full", "extra");
    private static final int FULL = 2;

    private final Connection connection;
    private final DatabaseFile file;
    private final Mode mode;
    private final List<Fact> facts = new ArrayList<>();

    Facts(Connection connection, DatabaseFile file) throws SQLException {
        this.connection = connection;
        this.file = file;
        this.mode = Queries.number(connection, "pragma query_only") == 1 ? Mode.READ_ONLY : Mode.READ_WRITE;
    }

    List<Fact> list() throws SQLException, IOException {
        ok("version", Queries.text(connection, "select sqlite_version()"));
        ok("file-size", size(file.size()));
        freeSpace();
        ok("journal-mode", Queries.text(connection, "pragma journal_mode"));
        synchronous();
        foreignKeys();
        quickCheck();
        writable();
        return List.copyOf(facts);
    }

    private void ok(String name, String value) {
        facts.add(new Fact(name, value, Level.OK, ""));
    }

    private void freeSpace() throws IOException {
        long free = Files.getFileStore(file.path()).getUsableSpace();
        boolean scarce = free < file.size();
        facts.add(new Fact(
                "free-space",
                size(free),
                scarce ? Level.WARNING : Level.OK,
                scarce ? "make room on the disk: there is less than the database takes now" : ""));
    }

    private void synchronous() throws SQLException {
        int level = (int) Queries.number(connection, "pragma synchronous");
        boolean weak = level < FULL && mode == Mode.READ_WRITE;
        facts.add(new Fact(
                "synchronous",
                SYNCHRONOUS.get(level),
                weak ? Level.WARNING : Level.OK,
                weak ? "set synchronous to full, so that a power cut loses no commit" : ""));
    }

    private void foreignKeys() throws SQLException {
        boolean on = Queries.number(connection, "pragma foreign_keys") == 1;
        facts.add(new Fact(
                "foreign-keys",
                on ? "on" : "off",
                on ? Level.OK : Level.WARNING,
                on ? "" : "turn foreign_keys on, so that SQLite heeds them"));
    }

    private void quickCheck() throws SQLException, IOException {
        if (file.size() > LARGEST_QUICK_CHECK) {
            ok("quick-check", "left out: the file is larger than " + size(LARGEST_QUICK_CHECK));
            return;
        }
        String result = Queries.text(connection, "pragma quick_check(1)");
        boolean good = result.equals("ok");
        facts.add(new Fact(
                "quick-check",
                result,
                good ? Level.OK : Level.ERROR,
                good ? "" : "stop writing to the file and restore a backup"));
    }

    private void writable() {
        boolean writable =
                Files.isWritable(file.path()) && Files.isWritable(file.path().getParent());
        Level missing = mode == Mode.READ_ONLY ? Level.WARNING : Level.ERROR;
        facts.add(new Fact(
                "writable",
                writable ? "yes" : "no",
                writable ? Level.OK : missing,
                writable ? "" : "give this user the right to write the file and its directory"));
    }

    private static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB", value, "KMGTPE".charAt(unit));
    }
}
