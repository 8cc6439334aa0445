package io.holdfast.postgresql.review;

import io.holdfast.engine.Danger;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What is dangerous, why, and what to write instead. In the texts {@code %1$s} stands for the table, {@code %2$s} for what
 * else matters, such as the column. Which lock a statement takes and what it reads is told by the pages of the reference that
 * stand with the rules; that a lock is short is no danger by itself, since migrations do not wait for one for long.
 */
enum Rule {
    COLUMN_TYPE_CHANGE(
            "sql-altertable.html",
            "writes all rows of %1$s and its indexes anew, and nobody reads or writes it meanwhile; unless the old type of"
                    + " %2$s is stored in the same way, such as a shorter varchar, which the statement does not say",
            "add a column of the new type, fill it in batches while a trigger keeps it up to date, and have the application"
                    + " change over before the old one is dropped"),
    COLUMN_TYPE_TO_TEXT(
            "sql-altertable.html",
            "is done at once if %2$s was varchar, text or citext before; from any other type all rows of %1$s are written"
                    + " anew, and nobody reads or writes it meanwhile; which it is the statement does not say",
            "from varchar leave it as it is; from any other type add a column, fill it in batches, and have the"
                    + " application change over"),
    ADD_COLUMN_VOLATILE_DEFAULT(
            "sql-altertable.html",
            "computes %2$s for each row: all of %1$s is written anew, and nobody reads or writes it meanwhile",
            "ALTER TABLE %1$s ADD COLUMN … without the default; then ALTER COLUMN … SET DEFAULT %2$s for new rows, and fill"
                    + " the old ones in batches"),
    ADD_COLUMN_FUNCTION_DEFAULT(
            "sql-altertable.html",
            "writes all rows of %1$s anew, and nobody reads or writes it meanwhile, if %2$s is volatile, as functions are"
                    + " unless they were declared otherwise",
            "ALTER TABLE %1$s ADD COLUMN … without the default; then ALTER COLUMN … SET DEFAULT %2$s for new rows, and fill"
                    + " the old ones in batches; or declare the function STABLE, if it is"),
    ADD_COLUMN_IDENTITY(
            "sql-altertable.html",
            "numbers the rows: all of %1$s is written anew, and nobody reads or writes it meanwhile",
            "CREATE SEQUENCE; ALTER TABLE %1$s ADD COLUMN %2$s bigint; ALTER COLUMN %2$s SET DEFAULT nextval(…); fill the"
                    + " old rows in batches"),
    ADD_COLUMN_STORED(
            "sql-altertable.html",
            "computes %2$s for each row: all of %1$s is written anew, and nobody reads or writes it meanwhile",
            "ALTER TABLE %1$s ADD COLUMN %2$s without GENERATED; have a trigger fill it for new rows, and fill the old ones"
                    + " in batches; or VIRTUAL, from PostgreSQL 18 on"),
    ADD_COLUMN_DOMAIN(
            "sql-altertable.html",
            "checks the domain's constraints by writing all rows of %1$s anew, and nobody reads or writes it meanwhile",
            "add the column with the type under the domain, and ADD CONSTRAINT … CHECK (…) NOT VALID, to be validated in a"
                    + " later migration"),
    STORED_EXPRESSION_CHANGE(
            "sql-altertable.html",
            "computes %2$s anew: all rows of %1$s are written, and nobody reads or writes it meanwhile",
            "add a second column, have a trigger fill it for new rows and fill the old ones in batches, and have the"
                    + " application change over"),
    SET_LOGGED(
            "sql-altertable.html",
            "writes all rows of %1$s anew, and nobody reads or writes it meanwhile",
            "do it in a maintenance window; or make a new table, copy in batches, and have the application change over"),
    SET_TABLESPACE(
            "sql-altertable.html",
            "copies all of %1$s, and nobody reads or writes it meanwhile",
            "do it in a maintenance window; an index can be built anew in its place: CREATE INDEX CONCURRENTLY … TABLESPACE"
                    + " …, then DROP INDEX CONCURRENTLY"),
    SET_ACCESS_METHOD(
            "sql-altertable.html",
            "writes all rows of %1$s anew, and nobody reads or writes it meanwhile",
            "do it in a maintenance window; or make a new table, copy in batches, and have the application change over"),
    CLUSTER(
            "sql-cluster.html",
            "writes %1$s anew in another order, and nobody reads or writes it meanwhile",
            "do it in a maintenance window; the order is not kept afterwards anyway"),
    VACUUM_FULL(
            "sql-vacuum.html",
            "writes %1$s anew, and nobody reads or writes it meanwhile",
            "VACUUM without FULL disturbs nobody; where the space must go back to the system, do it in a maintenance window"),

    ADD_COLUMN_NOT_NULL(
            "sql-altertable.html",
            "fails as soon as %1$s has a row, because %2$s has no value there",
            "ALTER TABLE %1$s ADD COLUMN %2$s … NOT NULL DEFAULT a constant, which takes no longer than without; or without"
                    + " NOT NULL, and SET NOT NULL once it is filled"),
    SET_NOT_NULL(
            "sql-altertable.html",
            "reads all of %1$s, and nobody reads or writes it meanwhile; unless it has a valid CHECK (%2$s IS NOT NULL),"
                    + " which these migrations do not show",
            "ALTER TABLE %1$s ADD CONSTRAINT a_name CHECK (%2$s IS NOT NULL) NOT VALID; in a later migration ALTER TABLE"
                    + " %1$s VALIDATE CONSTRAINT a_name; after that ALTER COLUMN %2$s SET NOT NULL, and DROP CONSTRAINT"
                    + " a_name"),
    FOREIGN_KEY_WITHOUT_NOT_VALID(
            "sql-altertable.html",
            "looks at all rows of %1$s, and nobody writes it or %2$s meanwhile",
            "ALTER TABLE %1$s ADD CONSTRAINT a_name FOREIGN KEY … NOT VALID; in a later migration ALTER TABLE %1$s VALIDATE"
                    + " CONSTRAINT a_name"),
    CHECK_WITHOUT_NOT_VALID(
            "sql-altertable.html",
            "reads all of %1$s, and nobody reads or writes it meanwhile",
            "ALTER TABLE %1$s ADD CONSTRAINT a_name CHECK (…) NOT VALID; in a later migration ALTER TABLE %1$s VALIDATE"
                    + " CONSTRAINT a_name"),
    DOMAIN_CONSTRAINT(
            "sql-alterdomain.html",
            "reads every table that has a column of %1$s, and nobody writes them meanwhile",
            "ALTER DOMAIN %1$s ADD CONSTRAINT a_name CHECK (…) NOT VALID; in a later migration ALTER DOMAIN %1$s VALIDATE"
                    + " CONSTRAINT a_name"),
    UNIQUE_WITHOUT_USING_INDEX(
            "sql-altertable.html",
            "builds an index of %1$s, and nobody reads or writes it meanwhile",
            "CREATE UNIQUE INDEX CONCURRENTLY a_name ON %1$s (…); then ALTER TABLE %1$s ADD CONSTRAINT a_name UNIQUE USING"
                    + " INDEX a_name"),
    PRIMARY_KEY_WITHOUT_USING_INDEX(
            "sql-altertable.html",
            "builds an index of %1$s and looks for nulls, and nobody reads or writes it meanwhile",
            "CREATE UNIQUE INDEX CONCURRENTLY a_name ON %1$s (…); have the columns NOT NULL; then ALTER TABLE %1$s ADD"
                    + " CONSTRAINT a_name PRIMARY KEY USING INDEX a_name"),
    EXCLUSION_CONSTRAINT(
            "sql-altertable.html",
            "builds an index of %1$s, and nobody reads or writes it meanwhile",
            "there is no way without that: do it in a maintenance window, or in a new table that is filled in batches"),
    ATTACH_PARTITION(
            "ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE",
            "reads all of %2$s, and nobody reads or writes it meanwhile; unless it has a valid CHECK that says what the"
                    + " partition holds, which the statement does not say",
            "ALTER TABLE %2$s ADD CONSTRAINT a_name CHECK (…) NOT VALID with the bounds; in a later migration VALIDATE"
                    + " CONSTRAINT a_name; then attach it, and drop the constraint"),
    DETACH_PARTITION(
            "sql-altertable.html",
            "takes the rows of %2$s out of %1$s, which nobody reads or writes until the transaction ends",
            "ALTER TABLE %1$s DETACH PARTITION %2$s CONCURRENTLY, from PostgreSQL 14 on"),

    INDEX_WITHOUT_CONCURRENTLY(
            "sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
            "nobody writes %1$s while the index is built",
            "CREATE INDEX CONCURRENTLY a_name ON %1$s …, in a file of its own"),
    DROP_INDEX_WITHOUT_CONCURRENTLY(
            "sql-dropindex.html",
            "nobody reads or writes the table of %1$s until the transaction ends, and the lock waits for every query",
            "DROP INDEX CONCURRENTLY %1$s, in a file of its own"),
    REINDEX_WITHOUT_CONCURRENTLY(
            "sql-reindex.html",
            "nobody writes the tables while the indexes of %1$s are built, and queries that want to use them wait",
            "REINDEX … CONCURRENTLY %1$s, in a file of its own"),
    REFRESH_WITHOUT_CONCURRENTLY(
            "sql-refreshmaterializedview.html",
            "nobody reads %1$s while it is computed",
            "REFRESH MATERIALIZED VIEW CONCURRENTLY %1$s, which needs a unique index on columns of it"),

    DROP_TABLE(
            "sql-droptable.html",
            "the rows of %1$s are gone, and statements of an application that still knows it fail",
            "have no running version of the application use %1$s any more, and take a backup; then drop it in a later"
                    + " release"),
    DROP_COLUMN(
            "sql-altertable.html",
            "the values of %2$s are gone, and statements of an application that still knows it fail, SELECT * in prepared"
                    + " statements as well",
            "have no running version of the application use %2$s any more; then drop it in a later release"),
    DROP_VIEW(
            "sql-dropview.html",
            "statements of an application that still knows %1$s fail",
            "CREATE OR REPLACE VIEW keeps it where columns are only added at its end; otherwise make a new one, have the"
                    + " application change over, and drop this one in a later release"),
    DROP_SCHEMA(
            "sql-dropschema.html",
            "everything in %1$s is gone, and statements of an application that still knows it fail",
            "drop what nobody uses any more by name, in a later release than the one that ceases to use it"),
    DROP_OBJECT(
            "sql-commands.html",
            "statements of an application that still uses the %2$s %1$s fail",
            "have no running version of the application use it any more; then drop it in a later release"),
    CASCADE(
            "ddl-depend.html",
            "takes away, or empties, also what depends on %1$s and is not named here: views, foreign keys, other tables",
            "leave CASCADE out, and name what is to go"),
    TRUNCATE(
            "sql-truncate.html",
            "all rows of %1$s are gone, and nobody reads or writes it until the transaction ends",
            "DELETE FROM %1$s WHERE … in batches, if the rows must go while the application works"),

    RENAME_TABLE(
            "sql-altertable.html",
            "statements of an application that knows %1$s fail at once, and a new version fails until then",
            "make a view with the new name, CREATE VIEW %2$s AS SELECT * FROM %1$s, which can be written to; have the"
                    + " application change over, and rename in a later release"),
    RENAME_COLUMN(
            "sql-altertable.html",
            "statements of an application that knows %2$s fail at once, and a new version fails until then",
            "add a column with the new name, keep both the same with a trigger, fill it in batches, have the application"
                    + " change over, and drop the old one in a later release"),

    RENAME_OBJECT(
            "sql-commands.html",
            "statements of an application that knows the %2$s %1$s, or what is renamed in it, fail at once",
            "make a second one with the new name, have the application change over, and drop the old one in a later release"),

    LOCK_TABLE(
            "explicit-locking.html#LOCKING-TABLES",
            "holds %1$s in %2$s mode until the transaction ends, and the application waits",
            "leave it out: each statement takes the lock that it needs; SHARE UPDATE EXCLUSIVE keeps other changes of the"
                    + " schema away and lets the application work"),
    LOCK_TIMEOUT_OFF(
            "runtime-config-client.html#GUC-LOCK-TIMEOUT",
            "a statement that waits for a lock waits without end from now on, and everything that comes behind it waits too",
            "leave it out, and set migrations.lock-timeout; \"-- holdfast: lock-timeout=2s\" at its top is for one file"),
    UPDATE_WITHOUT_WHERE(
            "mvcc-intro.html",
            "writes every row of %1$s in one transaction; whoever writes one of them waits until it ends, and the table grows",
            "update in batches, UPDATE %1$s SET … WHERE key BETWEEN … AND …, in a file with \"-- holdfast: transaction=off\""),
    DELETE_WITHOUT_WHERE(
            "mvcc-intro.html",
            "all rows of %1$s are gone; whoever writes one of them waits until the transaction ends",
            "delete in batches what must go, DELETE FROM %1$s WHERE key BETWEEN … AND …, in a file with \"-- holdfast:"
                    + " transaction=off\""),
    CANNOT_BE_JUDGED(
            "sql-%2$s.html",
            "what it does is not known before it runs", "write its statements out, where they are always the same");

    /** Those of which the effect is that all rows are written. */
    private static final Set<Rule> REWRITING = EnumSet.range(COLUMN_TYPE_CHANGE, VACUUM_FULL);

    private static final String REFERENCE = "https://www.postgresql.org/docs/current/";

    private final String page;
    private final String sentence;
    private final String advice;

    Rule(String page, String sentence, String advice) {
        this.page = page;
        this.sentence = sentence;
        this.advice = advice;
    }

    /** What it is called: {@code index-without-concurrently}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** That it was found, where {@code detail} is the column or what else matters. */
    Danger at(Object table, Object detail) {
        String name = table.toString();
        String shown = name.isEmpty() ? "the table" : name;
        return new Danger(
                word(),
                name,
                filled(sentence, shown, detail),
                filled(advice, shown, detail),
                REWRITING.contains(this),
                REFERENCE + filled(page, shown, detail));
    }

    private static String filled(String text, String table, Object detail) {
        return String.format(Locale.ROOT, text, table, detail);
    }
}
