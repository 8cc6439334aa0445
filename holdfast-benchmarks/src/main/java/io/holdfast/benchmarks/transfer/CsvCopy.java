package io.holdfast.benchmarks.transfer;

import io.holdfast.benchmarks.measure.PrivateServer;
import io.holdfast.config.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What people do without a tool: {@code sqlite3 -csv} piped into {@code psql}, table by table, into columns of text. */
final class CsvCopy {
    private static final long PATIENCE_SECONDS = 600;

    private final PrivateServer server;
    private final Endpoint target;

    CsvCopy(PrivateServer server, Endpoint target) {
        this.server = server;
        this.target = target;
    }

    /** Whether both programs are here; {@code notes} is told of what is missing. */
    static boolean isPossible(Consumer<String> notes) {
        List<String> missing = new ArrayList<>();
        for (String program : List.of("sqlite3", "psql")) {
            if (!answers(program)) {
                missing.add(program);
            }
        }
        if (!missing.isEmpty()) {
            notes.accept("transfer: peer left out, because %s is missing (on Debian: apt-get install sqlite3"
                            .formatted(String.join(" and ", missing))
                    + " postgresql-client)");
        }
        return missing.isEmpty();
    }

    void copy(Path file) throws Exception {
        for (Map.Entry<String, List<Column>> table : tables(file).entrySet()) {
            List<Column> columns = table.getValue();
            server.execute(
                    target,
                    columns.stream()
                            .map(Column::declared)
                            .collect(Collectors.joining(", ", "create table " + table.getKey() + " (", ")")));
            String select =
                    columns.stream().map(Column::selected).collect(Collectors.joining(", ", "select ", " from "));
            pipe(
                    List.of("sqlite3", "-csv", file.toString(), select + table.getKey()),
                    List.of("psql", "-q", "-v", "ON_ERROR_STOP=1", "-c", "copy " + table.getKey() + " from stdin csv"));
        }
    }

    private void pipe(List<String> reader, List<String> writer) throws IOException, InterruptedException {
        ProcessBuilder into = new ProcessBuilder(writer).redirectErrorStream(true);
        into.environment().put("PGHOST", target.url().host());
        into.environment().put("PGPORT", String.valueOf(target.url().port()));
        into.environment().put("PGDATABASE", target.url().path());
        target.credentials().ifPresent(credentials -> {
            into.environment().put("PGUSER", credentials.user());
            into.environment().put("PGPASSWORD", credentials.password().reveal());
        });
        List<Process> processes = ProcessBuilder.startPipeline(List.of(new ProcessBuilder(reader), into));
        String said = new String(processes.get(1).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        for (Process process : processes) {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("sqlite3 | psql failed: " + said);
            }
        }
    }

    private static Map<String, List<Column>> tables(Path file) throws SQLException {
        Map<String, List<Column>> tables = new LinkedHashMap<>();
        String query = "select m.name, c.name, c.type from sqlite_schema m, pragma_table_info(m.name) c"
                + " where m.type = 'table' and m.name not like 'sqlite_%' order by m.rowid, c.cid";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                boolean bytes = row.getString(3).toLowerCase(Locale.ROOT).equals("blob");
                tables.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                        .add(new Column(row.getString(2), bytes));
            }
        }
        return tables;
    }

    private static boolean answers(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A column to copy; bytes travel as hexadecimal digits, everything else as SQLite writes it. */
    private record Column(String name, boolean bytes) {
        String declared() {
            return name + (bytes ? " bytea" : " text");
        }

        String selected() {
            return bytes ? "'\\x' || hex(" + name + ")" : name;
        }
    }
}
