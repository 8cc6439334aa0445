package io.holdfast.document;

import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.Field;
import io.holdfast.engine.document.SqlDialect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The statements about the table of one collection. */
final class SqlCollection {
    private static final String COLUMNS = "id, ver, st, nonce, applied, bk, created_at, moved_at, body";

    private final CollectionModel model;
    private final SqlDialect dialect;
    private final String table;

    SqlCollection(CollectionModel model, SqlDialect dialect) {
        this.model = model;
        this.dialect = dialect;
        this.table = '"' + model.name() + '"';
    }

    /** What makes the table and its indexes; each statement does nothing where there is what it makes. */
    List<String> making() {
        List<String> statements = new ArrayList<>();
        statements.add(dialect.createTable(table));
        statements.add(index("by_age", "st, created_at, id", ""));
        statements.add(index("by_backup", "id", " where bk < ver"));
        for (Field path : model.indexes()) {
            statements.add(index(String.join("_", path.keys()), "(" + field(path) + "), id", " where st = 'LIVE'"));
        }
        return statements;
    }

    private String index(String name, String columns, String condition) {
        return "create index if not exists \"%s_%s\" on %s (%s)%s"
                .formatted(model.name(), name, table, columns, condition);
    }

    /** The keys are plain words. */
    private static String field(Field path) {
        var expression = new StringBuilder("body");
        path.keys().forEach(key -> expression.append(" -> '").append(key).append('\''));
        return expression.toString();
    }

    String get() {
        return "select %s from %s where id = ?".formatted(COLUMNS, table);
    }

    String getAll(int count) {
        return "select %s from %s where id in (%s)".formatted(COLUMNS, table, placeholders("?", count));
    }

    String insert() {
        return "insert into %s (id, ver, st, nonce, applied, bk, created_at, body) values (?, 1, ?, ?, ?, 0, %s, %s) on conflict (id) do nothing"
                .formatted(table, dialect.now(), dialect.json());
    }

    String replace() {
        return "update %s set ver = ver + 1, st = ?, applied = ?, body = %s where id = ? and ver = ? and st <> 'NEW'"
                .formatted(table, dialect.json());
    }

    String withdraw() {
        return "delete from %s where id = ? and st = 'NEW' and nonce = ?".formatted(table);
    }

    String live() {
        return "update %s set st = 'LIVE', nonce = null, ver = ?, applied = ? where id = ? and st = 'NEW' and nonce = ?"
                .formatted(table);
    }

    String put() {
        return ("insert into %1$s as docs (id, ver, st, applied, bk, created_at, moved_at, body) values (?, ?, ?, ?, ?, ?, %2$s, %3$s)"
                        + " on conflict (id) do update set ver = excluded.ver, st = excluded.st, nonce = null,"
                        + " applied = excluded.applied, bk = excluded.bk, created_at = excluded.created_at,"
                        + " moved_at = excluded.moved_at, body = excluded.body where docs.ver < excluded.ver")
                .formatted(table, dialect.now(), dialect.json());
    }

    String delete() {
        return "delete from %s where id = ? and ver = ? and st <> 'NEW'".formatted(table);
    }

    String scan(boolean until, boolean after) {
        return "select %s from %s where st = ?%s%s order by created_at, id limit ?"
                .formatted(
                        COLUMNS,
                        table,
                        until ? " and created_at <= ?" : "",
                        after ? " and (created_at, id) > (?, ?)" : "");
    }

    String versions(int count) {
        return "select id, ver, st from %s where id in (%s)".formatted(table, placeholders("?", count));
    }

    String pending() {
        return "select %s from %s where bk < ver and st <> 'NEW' order by id limit ?".formatted(COLUMNS, table);
    }

    String mark() {
        return "update %s set bk = ? where id = ? and bk < ?".formatted(table);
    }

    String find(List<SqlCondition> conditions, boolean after) {
        return "select %s from %s where st = 'LIVE'%s%s order by id limit ?"
                .formatted(COLUMNS, table, all(conditions), after ? " and id > ?" : "");
    }

    String count(List<SqlCondition> conditions) {
        return "select count(*) from %s where st = 'LIVE'%s".formatted(table, all(conditions));
    }

    String now() {
        return "select %s as created_at".formatted(dialect.now());
    }

    private String all(List<SqlCondition> conditions) {
        var sql = new StringBuilder();
        for (SqlCondition condition : conditions) {
            sql.append(" and ")
                    .append(field(condition.path()))
                    .append(" in (")
                    .append(placeholders(dialect.json(), condition.texts().size()))
                    .append(')');
        }
        return sql.toString();
    }

    private static String placeholders(String one, int count) {
        return String.join(", ", Collections.nCopies(count, one));
    }
}
