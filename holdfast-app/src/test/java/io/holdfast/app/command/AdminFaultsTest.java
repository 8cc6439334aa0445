package io.holdfast.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.engine.Engines;
import io.holdfast.engine.SqlSession;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.fault.FaultProxy;
import io.holdfast.testkit.fault.FaultProxy.Cut;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * AUD-4: every command on flags and the audit trail under every fault: a message that helps, the exit code of the table, and
 * nothing half done. Needs the right to mount small file systems.
 */
@Tag("fault")
final class AdminFaultsTest {
    private static final List<String> COMMANDS = List.of(
            "admin set-flag colour blue",
            "admin get-flag colour",
            "admin flags",
            "admin history colour",
            "admin audit",
            "audit verify",
            "audit search",
            "audit export");
    private static final Map<Character, ExitCode> CODES = Map.of(
            '0', ExitCode.DONE,
            '2', ExitCode.USAGE,
            '3', ExitCode.FINDING,
            '4', ExitCode.FAILED,
            '5', ExitCode.PARTIAL,
            '6', ExitCode.BUSY,
            '7', ExitCode.UNREACHABLE);

    private final List<AutoCloseable> ending = new ArrayList<>();
    private Path home = Path.of("");
    private Path data = Path.of("");

    @TempDir
    private Path folder;

    private enum Kind {
        SQLITE,
        POSTGRESQL
    }

    /**
     * The faults, and how each command ends, with SQLite and with PostgreSQL; a dash where there is no such fault. A file
     * system that is full has room in the last page of a file, so a flag can be set, and only the copy cannot be written.
     */
    private enum Fault {
        DOWN("70070000", "70070000"),
        CONNECTION_CUT("-", "70000000"),
        COMMIT_ANSWER_LOST("-", "00000000"),
        LOCKED("60000000", "40040000"),
        HOME_FULL("00000000", "00000000"),
        HOME_READ_ONLY("40000000", "40000000"),
        DATABASE_FULL("60060000", "-"),
        DATABASE_READ_ONLY("-", "40000000"),
        DATABASE_CORRUPT("30030000", "-"),
        COPY_CORRUPT("00000000", "00000000"),
        TABLES_MISSING("70070000", "70070000"),
        NO_PERMISSION("-", "40040000"),
        NO_CONTROL("22222000", "22222000");

        private final String sqlite;
        private final String postgresql;

        Fault(String sqlite, String postgresql) {
            this.sqlite = sqlite;
            this.postgresql = postgresql;
        }

        String codes(Kind kind) {
            return kind == Kind.SQLITE ? sqlite : postgresql;
        }
    }

    static Stream<Arguments> cells() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Arrays.stream(Fault.values())
                        .filter(fault -> !fault.codes(kind).equals("-"))
                        .map(fault -> Arguments.of(kind, fault)));
    }

    @BeforeEach
    void mountSmallDisks() throws Exception {
        home = mounted("home");
        data = mounted("data");
    }

    private Path mounted(String name) throws Exception {
        Path made = Files.createDirectory(folder.resolve(name));
        run("mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", made.toString());
        return made;
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : ending) {
            each.close();
        }
        run("umount", "-l", home.toString());
        run("umount", "-l", data.toString());
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCommandSaysWhatIsTheMatterAndDoesNothingByHalves(Kind kind, Fault fault) throws Exception {
        Endpoint place = place(kind);
        FaultProxy proxy = kind == Kind.SQLITE ? FaultProxy.to(1) : FaultProxy.to(place);
        ending.add(proxy);
        declare(kind, place, proxy);
        var shell = new Shell(folder).with("USER", "ada");
        assertThat(shell.run("admin", "set-flag", "colour", "red").code()).isEqualTo(ExitCode.DONE);

        var ended = new StringBuilder();
        for (String command : COMMANDS) {
            AutoCloseable mending = begin(fault, kind, place, proxy);
            Shell.Result result = shell.run(command.split(" "));
            mending.close();
            ended.append(ended(fault + ": " + command, result, place));
        }

        assertThat(ended.toString()).isEqualTo(fault.codes(kind));
        declare(place, "control: main\n");
        assertTruth(shell, ended.charAt(0));
    }

    private static String ended(String what, Shell.Result result, Endpoint place) {
        String all = result.out() + result.err();
        assertThat(all)
                .as(what)
                .doesNotContain("Exception", "\tat ", "SQLITE_", "org.postgresql", "org.sqlite", "unexpected");
        place.credentials()
                .ifPresent(
                        known -> assertThat(all).doesNotContain(known.password().reveal()));
        if (result.code() != ExitCode.DONE) {
            assertThat(result.err()).as(what).contains("holdfast: ", "hint: ");
        }
        return CODES.entrySet().stream()
                .filter(code -> code.getValue() == result.code())
                .map(code -> code.getKey().toString())
                .findFirst()
                .orElse("[%s: %s]".formatted(result.code(), result.err()));
    }

    /** The fault is over: the flag is as it was told, and the record says the same. */
    private static void assertTruth(Shell shell, char set) {
        Shell.Result next = shell.run("admin", "set-flag", "other", "on");
        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.DONE);
        String colour = set == '0' || set == '5' ? "blue\n" : "red\n";
        assertThat(shell.run("admin", "get-flag", "colour").out()).isEqualTo(colour);
        Shell.Result verified = shell.run("audit", "verify");
        assertThat(verified.code()).as(verified.out()).isEqualTo(ExitCode.DONE);
        assertThat(verified.out())
                .doesNotContain("open: ", "not in the audit table")
                .contains("audit table: ");
        long done = shell.run("admin", "audit", "--action", "set-flag", "--outcome", "done", "--csv")
                .out()
                .lines()
                .filter(line -> line.contains("colour"))
                .count();
        assertThat(done).isEqualTo(colour.equals("blue\n") ? 2 : 1);
    }

    private Endpoint place(Kind kind) throws IOException {
        return kind == Kind.POSTGRESQL
                ? EmbeddedPostgres.shared().freshDatabase()
                : Endpoint.at("main", "sqlite:" + Files.createFile(data.resolve("main.db")));
    }

    private void declare(Kind kind, Endpoint place, FaultProxy proxy) throws IOException {
        declare(kind == Kind.SQLITE ? place : proxy.endpoint(place), "control: main\n");
    }

    private void declare(Endpoint place, String control) throws IOException {
        String login = place.credentials()
                .map(known -> "    user: %s\n    password: %s\n"
                        .formatted(known.user(), known.password().reveal()))
                .orElse("");
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "home: home\n%sdatabases:\n  main:\n    url: %s\n%s    await: 1s\n"
                                .formatted(control, place.url(), login)
                        + "    timeouts: { statement: 1s, transaction: 20s, connect: 1s, in-doubt: 1s }\n");
    }

    /** Brings the fault about; the result takes it away. */
    private AutoCloseable begin(Fault fault, Kind kind, Endpoint place, FaultProxy proxy) throws Exception {
        return switch (fault) {
            case DOWN -> kind == Kind.SQLITE ? gone() : refused(proxy);
            case CONNECTION_CUT -> cut(proxy, "holdfast_", Cut.BEFORE);
            case COMMIT_ANSWER_LOST -> cut(proxy, "COMMIT", Cut.AFTER);
            case LOCKED -> locked(kind, place);
            case HOME_FULL -> full(home);
            case HOME_READ_ONLY -> readOnly(home);
            case DATABASE_FULL -> full(data);
            case DATABASE_READ_ONLY -> refusesWrites(place);
            case DATABASE_CORRUPT -> replaced();
            case COPY_CORRUPT -> corrupt(home.resolve("flags.json"));
            case TABLES_MISSING -> renamed(place);
            case NO_PERMISSION -> weak(place, proxy);
            case NO_CONTROL -> {
                declare(place, "");
                yield () -> declare(kind, place, proxy);
            }
        };
    }

    private AutoCloseable gone() throws IOException {
        move("main.db", "away.db");
        return () -> move("away.db", "main.db");
    }

    /** With what SQLite keeps beside it, which would stand for the file. */
    private void move(String from, String to) throws IOException {
        for (String beside : List.of("", "-wal", "-shm")) {
            if (Files.exists(data.resolve(from + beside))) {
                Files.move(data.resolve(from + beside), data.resolve(to + beside));
            }
        }
    }

    private static AutoCloseable refused(FaultProxy proxy) {
        proxy.refuse();
        proxy.resetAll();
        return proxy::forward;
    }

    private static AutoCloseable cut(FaultProxy proxy, String word, Cut cut) {
        proxy.cut(word, cut);
        return proxy::forwardAnew;
    }

    /** Another file stands in the place of the database. */
    private AutoCloseable replaced() throws IOException {
        AutoCloseable back = gone();
        Files.writeString(data.resolve("main.db"), "this is no database at all, and was never one. ".repeat(40));
        return () -> {
            Files.delete(data.resolve("main.db"));
            back.close();
        };
    }

    private static AutoCloseable locked(Kind kind, Endpoint place) throws Exception {
        var session = (SqlSession) Engines.onClassPath().of(place.url()).open(place, Duration.ofSeconds(10));
        Statement statement = session.connection().createStatement();
        session.connection().setAutoCommit(false);
        statement.execute("delete from holdfast_flag where name = ''");
        if (kind == Kind.POSTGRESQL) {
            statement.execute(
                    "lock table holdfast_flag, holdfast_flag_change, holdfast_audit in access exclusive mode");
        }
        return () -> {
            session.connection().rollback();
            session.close();
        };
    }

    private static AutoCloseable full(Path disk) throws IOException {
        Path filler = disk.resolve("filler");
        boolean room = true;
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (room) {
                room = fits(out, 256);
            }
        }
        return () -> Files.delete(filler);
    }

    private static boolean fits(OutputStream out, int bytes) {
        try {
            out.write(new byte[bytes]);
            return true;
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
            return false;
        }
    }

    private static AutoCloseable readOnly(Path disk) throws Exception {
        run("mount", "-o", "remount,ro", disk.toString());
        return () -> run("mount", "-o", "remount,rw", disk.toString());
    }

    private static AutoCloseable refusesWrites(Endpoint place) {
        String database = place.url().path().replace("/", "");
        EmbeddedPostgres.shared()
                .execute(place, "alter database " + database + " set default_transaction_read_only = on");
        return () -> EmbeddedPostgres.shared()
                .execute(
                        place,
                        "set default_transaction_read_only = off",
                        "alter database " + database + " reset default_transaction_read_only");
    }

    private static AutoCloseable corrupt(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("this is something else".getBytes(UTF_8)));
        }
        return () -> Files.write(file, whole);
    }

    private static AutoCloseable renamed(Endpoint place) throws Exception {
        for (String name : List.of("holdfast_flag", "holdfast_flag_change", "holdfast_audit")) {
            execute(place, "alter table " + name + " rename to saved_" + name);
        }
        return () -> {
            for (String name : List.of("holdfast_flag", "holdfast_flag_change", "holdfast_audit")) {
                execute(place, "alter table saved_" + name + " rename to " + name);
            }
        };
    }

    private AutoCloseable weak(Endpoint place, FaultProxy proxy) throws IOException {
        String role = "weak_" + place.url().path().replaceAll("[^a-z0-9_]", "");
        EmbeddedPostgres.shared()
                .execute(place, "drop role if exists " + role, "create role " + role + " login password 'Zx9kQ27vbW'");
        declare(proxy.endpoint(place).as(new Endpoint.Credentials(role, Secret.of("Zx9kQ27vbW"))), "control: main\n");
        return () -> declare(proxy.endpoint(place), "control: main\n");
    }

    private static void execute(Endpoint place, String sql) throws Exception {
        try (var session = (SqlSession) Engines.onClassPath().of(place.url()).open(place, Duration.ofSeconds(10));
                Statement statement = session.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(code).as(Arrays.toString(command)).isZero();
    }
}
