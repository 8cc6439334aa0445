package io.holdfast.benchmarks.migrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Migrations as files, and the same ones as a change log of Liquibase: for every four a table, which is made, gets two
 * columns, an index and rows.
 *
 * @param folder where they are
 * @param count how many there are
 */
record MigrationSet(Path folder, int count) {
    /** How many migrations a table takes. */
    static final int CYCLE = 4;

    /** What the prices of each table add up to when all migrations of it were applied, each once. */
    static final int PRICES = 60;

    private static final List<String> NAMES = List.of("make", "columns", "index", "rows");
    private static final List<String> TEXTS = List.of("""
            create table t_%1$d (
                id integer not null primary key,
                name text not null,
                made_at text not null
            );
            """, """
            alter table t_%1$d add column price integer not null default 0;
            alter table t_%1$d add column note text default 'none';
            """, """
            create index t_%1$d_name on t_%1$d (name);
            """, """
            insert into t_%1$d (id, name, made_at) values
                (1, 'one', '2026-11-01'),
                (2, 'two', '2026-11-02'),
                (3, 'three', '2026-11-03');
            update t_%1$d set price = price + id * 10;
            """);

    /** Writes {@code count} of them, for whole tables, into {@code folder}. */
    static MigrationSet write(Path folder, int count) throws IOException {
        var set = new MigrationSet(folder, count);
        Files.createDirectories(set.files());
        Files.createDirectories(set.changeLog().getParent());
        StringBuilder log = new StringBuilder("--liquibase formatted sql\n");
        for (int number = 0; number < count; number++) {
            int kind = number % CYCLE;
            String text = TEXTS.get(kind).formatted(number / CYCLE);
            String name = String.format(Locale.ROOT, "V%05d__%s.sql", number + 1, NAMES.get(kind));
            Files.writeString(set.files().resolve(name), text);
            log.append("\n--changeset bench:%d\n".formatted(number + 1)).append(text);
        }
        Files.writeString(set.changeLog(), log);
        return set;
    }

    /** The folder with a file for each. */
    Path files() {
        return folder.resolve("files");
    }

    /** The file in which Liquibase finds them all: the way in which it is fastest. */
    Path changeLog() {
        return folder.resolve("liquibase").resolve("changelog.sql");
    }

    /** The files in the order of their versions, as they are there now. */
    List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(files())) {
            return files.sorted().toList();
        }
    }

    /** How many tables they make. */
    int tables() {
        return count / CYCLE;
    }
}
