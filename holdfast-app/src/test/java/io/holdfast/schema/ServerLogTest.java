package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MIG-2, MIG-7, scenario 54: what a plan shows is what the server is given, statement by statement. */
final class ServerLogTest {
    private static final Pattern STATEMENT = Pattern.compile("LOG:  (?:statement|execute [^:]*): (.*)");
    private static final Pattern OURS = Pattern.compile(
            "(?is)\\s*(?:begin|commit|rollback|set|reset|show|discard|close all|select current_schema)\\b.*"
                    + "|.*(?:holdfast_schema_history|pg_).*");

    @TempDir
    private Path folder;

    @Test
    @Scenario(54)
    void thePlanIsWhatTheServerIsGiven() throws IOException {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .with("placeholders", "owner=somebody")
                .file("V1__orders.sql", """
                        -- the orders
                        create table orders (
                            id integer primary key,  -- a number
                            note text default 'a;b'
                        );
                        insert into orders values (1, 'of ${owner}'), (2, $$x; y$$);""")
                .file("V2__function.sql", """
                        create function twice(n integer) returns integer language plpgsql as $body$
                        begin
                            return n * 2; -- not the end
                        end
                        $body$;
                        create table doubled as select twice(id) as n from orders;""")
                .file("V3__index.sql", "create index concurrently orders_note on orders (note);")
                .file("R__view.sql", "create or replace view notes as select note from orders;")
                .file("U1__orders.sql", "drop table orders;")
                .file("U2__function.sql", "drop table doubled;\ndrop function twice(integer);")
                .file("U3__index.sql", "drop index concurrently orders_note;");
        String database = app.place().url().path();
        app.execute("alter database %s set log_statement = 'all'".formatted(database));
        int begin = lines().size();

        List<String> up = statements(app.open().plan(MigrationOptions.USUAL));
        app.open().up(MigrationOptions.USUAL);
        app.execute("select 'the end of the first part'");

        assertThat(logged(begin, "select 'the end of the first part'")).isEqualTo(up);
        assertThat(up).hasSize(6).contains("create index concurrently orders_note on orders (note)");

        app.execute("drop view notes");
        begin = lines().size();
        MigrationOptions nothing = MigrationOptions.USUAL.to("0").losingData();
        List<String> down = statements(app.open().planTo(nothing));
        app.open().to(nothing);
        app.execute("select 'the end of the second part'");

        assertThat(logged(begin, "select 'the end of the second part'")).isEqualTo(down);
        assertThat(down).hasSize(4);
    }

    private static List<String> statements(MigrationReport plan) {
        return plan.steps().stream().flatMap(step -> step.statements().stream()).toList();
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(EmbeddedPostgres.shared().log());
    }

    /** What was logged behind line {@code begin}, up to {@code last}, without what Holdfast does for itself. */
    private static List<String> logged(int begin, String last) {
        List<String> all = await().until(() -> read(begin), read -> read.contains(last));
        return all.subList(0, all.indexOf(last)).stream()
                .filter(statement -> !OURS.matcher(statement).matches())
                .filter(statement -> !statement.startsWith("select 'the end"))
                .toList();
    }

    private static List<String> read(int begin) throws IOException {
        List<String> statements = new ArrayList<>();
        List<String> lines = lines();
        for (String line : lines.subList(begin, lines.size())) {
            Matcher statement = STATEMENT.matcher(line);
            if (statement.find()) {
                statements.add(statement.group(1));
            } else if (line.startsWith("\t") && !statements.isEmpty()) {
                int end = statements.size() - 1;
                statements.set(end, statements.get(end) + "\n" + line.substring(1));
            }
        }
        return statements;
    }
}
