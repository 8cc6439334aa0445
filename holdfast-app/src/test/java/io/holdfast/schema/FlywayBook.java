package io.holdfast.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** A table as Flyway would have left it, written by hand. */
final class FlywayBook {
    static final String ORDERS = "create table orders (id integer primary key, total integer not null);";
    static final String NOTE = "-- a note\r\nalter table orders add column note varchar(10);\r\n";
    static final String TOTALS = "drop view if exists totals;\ncreate view totals as select 1 as one;";

    private final Fixture app;
    private final String table;
    private int rank;

    private FlywayBook(Fixture app, String table) {
        this.app = app;
        this.table = table;
    }

    /** Writes the files that {@link #of} tells of. */
    static Fixture files(Fixture app) {
        return app.file("V1__make_orders.sql", ORDERS)
                .file("V2__add_note.sql", NOTE)
                .file("R__totals.sql", TOTALS);
    }

    /** What Flyway leaves behind when it has applied these files. */
    static FlywayBook of(Fixture app) {
        app.execute("create table orders (id integer primary key, total integer not null, note varchar(10))");
        return in(app).applied("1", "V1__make_orders.sql", ORDERS)
                .applied("2", "V2__add_note.sql", NOTE)
                .applied(null, "R__totals.sql", TOTALS);
    }

    /** Makes the table {@code table}, named as a statement has it, with the columns that Flyway makes. */
    static FlywayBook in(Fixture app, String table) {
        boolean sqlite = app.place().url().toString().startsWith("sqlite");
        app.execute("""
                create table %s (
                    "installed_rank" int not null primary key, "version" varchar(50), "description" varchar(200) not null,
                    "type" varchar(20) not null, "script" varchar(1000) not null, "checksum" int,
                    "installed_by" varchar(100) not null, "installed_on" %s not null default %s,
                    "execution_time" int not null, "success" boolean not null)""".formatted(
                table, sqlite ? "text" : "timestamp", sqlite ? "(strftime('%Y-%m-%d %H:%M:%f', 'now'))" : "now()"));
        return new FlywayBook(app, table);
    }

    static FlywayBook in(Fixture app) {
        return in(app, "\"flyway_schema_history\"");
    }

    /** The line of a file of SQL that was applied, with the checksum of {@code text}. */
    FlywayBook applied(String version, String script, String text) {
        return line(version, "SQL", script, checksum(text), true);
    }

    /** Any line; a version or a checksum of null is none. */
    FlywayBook line(String version, String type, String script, Integer checksum, boolean success) {
        app.execute("insert into %s (\"installed_rank\", \"version\", \"description\", \"type\", \"script\","
                        .formatted(table)
                + " \"checksum\", \"installed_by\", \"execution_time\", \"success\") values (%d, %s, %s, %s, %s, %s, 'them', 7, %s)"
                        .formatted(
                                ++rank,
                                quoted(version),
                                quoted(description(script)),
                                quoted(type),
                                quoted(script),
                                checksum,
                                success));
        return this;
    }

    /** The place of the next line. */
    FlywayBook at(int next) {
        rank = next - 1;
        return this;
    }

    private static String quoted(String text) {
        return text == null ? "null" : "'" + text.replace("'", "''") + "'";
    }

    private static String description(String script) {
        int from = script.indexOf("__");
        return from < 0
                ? script
                : script.substring(from + 2).replace(".sql", "").replace('_', ' ');
    }

    /** CRC-32 of the lines. */
    static int checksum(String text) {
        var crc = new CRC32();
        for (String line : text.split("\r\n|\r|\n")) {
            crc.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return (int) crc.getValue();
    }

    /** Every line with all that is in it. */
    List<String> lines() {
        return lines(app, table);
    }

    static List<String> lines(Fixture app, String table) {
        return app.read(
                "select \"installed_rank\" || '|' || coalesce(\"version\", '-') || '|' || \"description\" || '|' ||"
                        + " \"type\" || '|' || \"script\" || '|' || coalesce(\"checksum\", 0) || '|' || \"installed_by\" || '|' ||"
                        + " \"installed_on\" || '|' || \"execution_time\" || '|' || \"success\" from %s order by \"installed_rank\""
                                .formatted(table));
    }
}
