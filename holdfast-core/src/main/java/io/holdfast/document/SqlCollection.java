package io.holdfast.document;

import io.holdfast.engine.document.BodyText;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Field;
import io.holdfast.engine.document.Rule;
import io.holdfast.engine.document.SqlDialect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements about the table of one collection. */
final class SqlCollection {
    private final CollectionModel model;
    private final SqlDialect dialect;
    private final String table;
    private final String replace;
    private final String insert;
    private final String get;

    SqlCollection(CollectionModel model, SqlDialect dialect) {
        this.model = model;
        this.dialect = dialect;
        this.table = '"' + model.name() + '"';
        this.get = "select %s from %s where id = ?".formatted(SqlRows.Column.ALL, table);
        this.insert =
                "insert into %s (id, ver, st, nonce, applied, bk, created_at, body) values (?, 1, ?, ?, ?, 0, %s, %s) on conflict (id) do nothing"
                        .formatted(table, dialect.now(), dialect.json());
        this.replace =
                "update %s set ver = ver + 1, st = ?, applied = ?, body = %s where id = ? and ver = ? and st <> 'NEW'"
                        .formatted(table, dialect.json());
    }

    /** What makes the table and its indexes; each statement does nothing where there is what it makes. */
    List<String> making() {
        List<String> statements = new ArrayList<>();
        List<String> constraints = new ArrayList<>();
        checks().forEach((name, check) -> constraints.add("constraint \"%s\" check (%s)".formatted(name, check)));
        statements.add(dialect.createTable(table, constraints));
        indexes()
                .forEach((name, on) ->
                        statements.add("create index if not exists \"%s\" on %s %s".formatted(name, table, on)));
        return statements;
    }

    CollectionScript script(List<Draft> first) {
        List<String> statements = making();
        first.forEach(draft -> statements.add(
                "insert into %s (id, ver, st, applied, bk, created_at, body) values (%s, 1, 'LIVE', '', 0, %s, %s)"
                        .formatted(table, quoted(draft.id()), dialect.now(), quoted(BodyText.write(draft.body())))));
        return new CollectionScript(statements, "drop table " + table);
    }

    /** What {@code making} makes and {@code parts} do not name, in words. */
    List<String> missing(Set<String> parts) {
        if (parts.isEmpty()) {
            return List.of("the collection " + model.name());
        }
        List<String> wanted = new ArrayList<>();
        Stream.of(SqlRows.Column.values()).forEach(column -> wanted.add("column " + column.text()));
        checks().keySet().forEach(check -> wanted.add("check " + check));
        indexes().keySet().forEach(index -> wanted.add("index " + index));
        wanted.removeAll(parts);
        return wanted.stream()
                .map(part -> part.startsWith("column ") ? "the %s of %s".formatted(part, model.name()) : "the " + part)
                .toList();
    }

    private Map<String, String> indexes() {
        Map<String, String> indexes = new LinkedHashMap<>();
        indexes.put(named("by_age"), "(st, created_at, id)");
        indexes.put(named("by_backup"), "(id) where bk < ver");
        for (Field path : model.indexes()) {
            indexes.put(named(path.name()), "((%s), id) where st = 'LIVE'".formatted(field(path)));
        }
        return indexes;
    }

    private Map<String, String> checks() {
        Map<String, String> checks = new LinkedHashMap<>();
        checks.put(named("ver_check"), "ver >= 1");
        checks.put(named("st_check"), "st in ('NEW', 'LIVE', 'DEL')");
        checks.put(named("bk_check"), "bk >= 0");
        checks.put(named("nonce_check"), "(nonce is not null) = (st = 'NEW')");
        checks.put(named("deleted_check"), "(body is null) = (st = 'DEL')");
        model.rules().forEach(rule -> checks.put(named(rule.name() + "_rule"), check(rule)));
        return checks;
    }

    private String named(String part) {
        return model.name() + "_" + part;
    }

    private String check(Rule rule) {
        if (rule instanceof Rule.IdBegins id) {
            return begins("id", id.prefix());
        }
        if (rule instanceof Rule.FieldBegins begins) {
            return unlessKnown(begins(text(begins.field()), begins.prefix()));
        }
        Rule.FieldIn in = (Rule.FieldIn) rule;
        return unlessKnown("%s in (%s)"
                .formatted(
                        text(in.field()),
                        in.texts().stream().map(SqlCollection::quoted).collect(Collectors.joining(", "))));
    }

    /** A deleted document has no body, and of a list no field is known by name. */
    private String unlessKnown(String check) {
        return "body is null or %s or %s".formatted(check, dialect.isList());
    }

    private static String begins(String text, String prefix) {
        return "substr(%s, 1, %d) = %s".formatted(text, prefix.codePointCount(0, prefix.length()), quoted(prefix));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** The keys are plain words; what is no text is written as JSON, which begins with no letter. */
    private static String text(Field path) {
        String field = field(path);
        int last = field.lastIndexOf("->");
        return "coalesce(%s->>%s, '')".formatted(field.substring(0, last), field.substring(last + 2));
    }

    /** The keys are plain words. */
    private static String field(Field path) {
        var expression = new StringBuilder("body");
        path.keys().forEach(key -> expression.append(" -> '").append(key).append('\''));
        return expression.toString();
    }

    String get() {
        return get;
    }

    String getAll(int count) {
        return "select %s from %s where id in (%s)".formatted(SqlRows.Column.ALL, table, placeholders("?", count));
    }

    String insert() {
        return insert;
    }

    String replace() {
        return replace;
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
                        SqlRows.Column.ALL,
                        table,
                        until ? " and created_at <= ?" : "",
                        after ? " and (created_at, id) > (?, ?)" : "");
    }

    String versions(int count) {
        return "select id, ver, st from %s where id in (%s)".formatted(table, placeholders("?", count));
    }

    String pending() {
        return "select %s from %s where bk < ver and st <> 'NEW' order by id limit ?"
                .formatted(SqlRows.Column.ALL, table);
    }

    String mark() {
        return "update %s set bk = ? where id = ? and bk < ?".formatted(table);
    }

    String find(List<SqlCondition> conditions, boolean after) {
        return "select %s from %s where st = 'LIVE'%s%s order by id limit ?"
                .formatted(SqlRows.Column.ALL, table, all(conditions), after ? " and id > ?" : "");
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
