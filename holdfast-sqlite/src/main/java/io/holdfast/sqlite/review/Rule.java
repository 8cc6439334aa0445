package io.holdfast.sqlite.review;

import io.holdfast.engine.Danger;
import java.util.Locale;

/**
 * What is dangerous, why, and what to write instead. In the texts {@code %1$s} stands for the table, {@code %2$s} for what
 * else matters, such as the column. What nobody can write otherwise is no rule: an index of a large table holds the only
 * writer, and there is no other way to build one.
 */
enum Rule {
    ADD_COLUMN_NOT_NULL(
            "lang_altertable.html#altertabaddcol",
            "fails as soon as %1$s has a row, because %2$s has no value there",
            "ALTER TABLE %1$s ADD COLUMN %2$s … NOT NULL DEFAULT a constant, which writes no row"),
    ADD_COLUMN_NONCONSTANT_DEFAULT(
            "lang_altertable.html#altertabaddcol",
            "fails as soon as %1$s has a row, because the default of %2$s is no constant",
            "ALTER TABLE %1$s ADD COLUMN %2$s … without the default, and fill it in batches; or a default that is a constant"),
    ADD_COLUMN_REFERENCES(
            "lang_altertable.html#altertabaddcol",
            "fails as soon as %1$s has a row, because %2$s refers to another table and has a default that is not null",
            "ALTER TABLE %1$s ADD COLUMN %2$s … REFERENCES … without a default, and fill it"),
    DROP_TABLE(
            "lang_droptable.html",
            "the rows of %1$s are gone, with foreign keys also what refers to them ON DELETE CASCADE, and statements of an"
                    + " application that still knows it fail",
            "have no running version of the application use %1$s any more, and take a backup; then drop it in a later"
                    + " release"),
    DROP_VIEW(
            "lang_dropview.html",
            "statements of an application that still knows %1$s fail",
            "make a new view, have the application change over, and drop this one in a later release"),
    DROP_COLUMN(
            "lang_altertable.html#altertabdropcol",
            "the values of %2$s are gone, all rows of %1$s are written anew while nobody else writes, and statements of an"
                    + " application that still knows it fail",
            "have no running version of the application use %2$s any more; then drop it in a later release"),
    RENAME_TABLE(
            "lang_altertable.html#altertabrename",
            "statements of an application that knows %1$s fail at once, and a new version fails until then; triggers and"
                    + " views follow the old table to its new name",
            "to rebuild a table, make the new one first and rename that in the end; otherwise make a view, CREATE VIEW %2$s"
                    + " AS SELECT * FROM %1$s, and rename once the application has changed over"),
    RENAME_COLUMN(
            "lang_altertable.html#altertabmvcol",
            "statements of an application that knows %2$s fail at once, and a new version fails until then",
            "add a column with the new name, keep both the same with a trigger, fill it in batches, have the application"
                    + " change over, and drop the old one in a later release"),
    TABLE_REBUILD(
            "lang_altertable.html#otheralter",
            "%1$s is copied and replaced: nobody else writes the database meanwhile; with foreign keys on, dropping it also"
                    + " deletes what refers to it ON DELETE CASCADE, and its triggers and indexes are gone unless they are"
                    + " made again",
            "where ADD, RENAME or DROP COLUMN can do it, use that; otherwise put \"-- holdfast: foreign-keys=off\" at the"
                    + " top of the file, and choose a quiet hour"),
    UPDATE_WITHOUT_WHERE(
            "isolation.html",
            "writes every row of %1$s in one transaction, and nobody else writes the database until it ends",
            "update in batches, UPDATE %1$s SET … WHERE rowid BETWEEN … AND …, in a file with \"-- holdfast:"
                    + " transaction=off\""),
    DELETE_WITHOUT_WHERE(
            "lang_delete.html",
            "all rows of %1$s are gone, and nobody else writes the database until the transaction ends",
            "delete in batches what must go, DELETE FROM %1$s WHERE rowid BETWEEN … AND …, in a file with \"-- holdfast:"
                    + " transaction=off\""),
    VACUUM(
            "lang_vacuum.html",
            "writes the whole database anew, with up to twice its size on the disk, and nobody else writes it meanwhile",
            "do it in a quiet hour, by hand; VACUUM INTO 'another file' lets others write"),
    REINDEX(
            "lang_reindex.html",
            "builds indexes anew, and nobody else writes the database meanwhile",
            "leave it out, unless a collation has changed; then name the index or the collation, and choose a quiet hour"),
    JOURNAL_MODE(
            "pragma.html#pragma_journal_mode",
            "fails while the application has the database open for a transaction; without WAL, writers and readers wait for"
                    + " each other, and some modes lose the file in a crash",
            "leave it out: Holdfast opens databases in WAL mode"),
    SYNCHRONOUS_OFF(
            "pragma.html#pragma_synchronous",
            "what is written is not forced to the disk: the database may be corrupt after a power cut",
            "leave it out"),
    WRITABLE_SCHEMA(
            "pragma.html#pragma_writable_schema",
            "the schema can be written as if it were a table, and a mistake there makes the database unreadable",
            "ALTER TABLE for what it can do; otherwise make a new table, copy the rows, and rename it"),
    LOCKING_MODE_EXCLUSIVE(
            "pragma.html#pragma_locking_mode",
            "nobody else reads or writes the database from now on, as long as the migrations are connected",
            "leave it out: a migration holds the only writer anyway");

    private static final String REFERENCE = "https://www.sqlite.org/";

    private final String page;
    private final String sentence;
    private final String advice;

    Rule(String page, String sentence, String advice) {
        this.page = page;
        this.sentence = sentence;
        this.advice = advice;
    }

    /** What it is called: {@code table-rebuild}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** That it was found, where {@code detail} is the column or what else matters. */
    Danger at(Object table, Object detail) {
        String name = table.toString();
        return new Danger(
                word(),
                name,
                String.format(Locale.ROOT, sentence, name, detail),
                String.format(Locale.ROOT, advice, name, detail),
                false,
                REFERENCE + page);
    }
}
