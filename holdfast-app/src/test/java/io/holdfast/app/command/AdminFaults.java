package io.holdfast.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import io.holdfast.app.record.ActionRecord;
import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.engine.Engines;
import io.holdfast.engine.SqlSession;
import io.holdfast.event.Recorder;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A control database and a home on small file systems of their own, and what can befall them. Needs the right to mount. */
final class AdminFaults implements AutoCloseable {
    private static final List<String> TABLES = List.of("holdfast_flag", "holdfast_flag_change", "holdfast_audit");
    private static final int PAGE = 4096;

    private final Path folder;
    private final Path home;
    private final Path data;
    private final Kind kind;
    private final Endpoint place;
    private final FaultProxy proxy;

    /** The engines. */
    enum Kind {
        SQLITE,
        POSTGRESQL
    }

    /**
     * The faults, and how each command ends, with SQLite and with PostgreSQL; a dash where there is no such fault. A file
     * system that is full has room in the last page of a file, so a flag can be set, and only the copy cannot be written;
     * where that page is full as well, not even the intent can be.
     */
    enum Fault {
        DOWN("70070000", "70070000"),
        CONNECTION_CUT("-", "70000000"),
        COMMIT_ANSWER_LOST("-", "00000000"),
        COMMIT_LOST_FOR_GOOD("-", "50000000"),
        LOCKED("60000000", "40040000"),
        HOME_FULL("00000000", "00000000"),
        HOME_FULL_TO_THE_BYTE("40000000", "40000000"),
        HOME_READ_ONLY("40000000", "40000000"),
        DATABASE_FULL("60060000", "-"),
        DATABASE_READ_ONLY("70070000", "40000000"),
        DATABASE_MAY_NOT_BE_WRITTEN("40000000", "-"),
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

    AdminFaults(Path folder, Kind kind) throws Exception {
        this.folder = folder;
        this.kind = kind;
        this.home = mounted("home");
        this.data = mounted("data");
        this.place = kind == Kind.POSTGRESQL
                ? EmbeddedPostgres.shared().freshDatabase()
                : Endpoint.at("main", "sqlite:" + Files.createFile(data.resolve("main.db")));
        this.proxy = kind == Kind.SQLITE ? FaultProxy.to(1) : FaultProxy.to(place);
        declare();
    }

    private Path mounted(String name) throws Exception {
        Path made = Files.createDirectory(folder.resolve(name));
        command("mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", made.toString());
        return made;
    }

    /** Where the database is, whatever stands before it. */
    Endpoint place() {
        return place;
    }

    private Endpoint way() {
        return kind == Kind.SQLITE ? place : proxy.endpoint(place);
    }

    private void declare() throws IOException {
        declare(way(), "control: main\n");
    }

    /** No proxy stands before the database any more. */
    void declareTheWayWithoutFaults() throws IOException {
        declare(place, "control: main\n");
    }

    private void declare(Endpoint meant, String control) throws IOException {
        String login = meant.credentials()
                .map(known -> "    user: %s\n    password: %s\n"
                        .formatted(known.user(), known.password().reveal()))
                .orElse("");
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "home: home\n%sdatabases:\n  main:\n    url: %s\n%s    await: 1s\n"
                                .formatted(control, meant.url(), login)
                        + "    pool: { size: 1 }\n"
                        + "    timeouts: { statement: 1s, transaction: 20s, connect: 1s, in-doubt: 1s }\n");
    }

    /** Runs {@code arguments} as ada while {@code fault} lasts. */
    Shell.Result during(Fault fault, String... arguments) throws Exception {
        AutoCloseable mending = begin(fault);
        try {
            return fault == Fault.DATABASE_MAY_NOT_BE_WRITTEN ? withoutPrivilege(arguments) : shell().run(arguments);
        } finally {
            mending.close();
        }
    }

    /** Runs commands as ada. */
    Shell shell() {
        return new Shell(folder).with("USER", "ada");
    }

    /** In a process for which the permissions of files count, as they do for everybody but the administrator. */
    private Shell.Result withoutPrivilege(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "setpriv",
                "--bounding-set=-dac_override,-dac_read_search",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.holdfast.app.Main"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        process.environment().put("USER", "ada");
        int number = process.start().waitFor();
        ExitCode code = Arrays.stream(ExitCode.values())
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow();
        return new Shell.Result(code, Files.readString(out), Files.readString(err));
    }

    /** Brings the fault about; the result takes it away. */
    private AutoCloseable begin(Fault fault) throws Exception {
        return switch (fault) {
            case DOWN -> kind == Kind.SQLITE ? gone() : refused();
            case CONNECTION_CUT -> cut("holdfast_", Cut.BEFORE);
            case COMMIT_ANSWER_LOST -> cut("COMMIT", Cut.AFTER);
            case COMMIT_LOST_FOR_GOOD -> cut("COMMIT", Cut.AFTER_FOR_GOOD);
            case LOCKED -> locked();
            case HOME_FULL -> full(home);
            case HOME_FULL_TO_THE_BYTE -> fullToTheByte();
            case HOME_READ_ONLY -> readOnly(home);
            case DATABASE_FULL -> full(data);
            case DATABASE_READ_ONLY -> kind == Kind.SQLITE ? readOnly(data) : refusesWrites();
            case DATABASE_MAY_NOT_BE_WRITTEN -> mode(data.resolve("main.db"), "r--r--r--");
            case DATABASE_CORRUPT -> replaced();
            case COPY_CORRUPT -> corrupt(home.resolve("flags.json"));
            case TABLES_MISSING -> renamed();
            case NO_PERMISSION -> weak();
            case NO_CONTROL -> {
                declare(place, "");
                yield this::declare;
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

    private AutoCloseable refused() {
        proxy.refuse();
        proxy.resetAll();
        return proxy::forward;
    }

    private AutoCloseable cut(String word, Cut cut) {
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

    private AutoCloseable locked() throws Exception {
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

    /** The last page of the record's newest file has no room either. */
    private AutoCloseable fullToTheByte() throws IOException {
        try (Recorder recorder = ActionRecord.in(home)) {
            recorder.note("pad", "ada", "", Map.of(), "");
            Path newest = newest(Recorder.folder(home));
            long before = Files.size(newest);
            recorder.note("pad", "ada", "", Map.of("text", "0".repeat(1_000)), "");
            long padded = Files.size(newest);
            long room = Math.floorMod(-padded - (padded - before) + 980, PAGE);
            recorder.note("pad", "ada", "", Map.of("text", "0".repeat((int) room)), "");
            assertThat(Math.floorMod(-Files.size(newest), PAGE))
                    .as("room in the last page")
                    .isLessThan(100);
        }
        return full(home);
    }

    private static Path newest(Path record) throws IOException {
        try (Stream<Path> all = Files.list(record)) {
            return all.filter(file -> file.toString().endsWith(".jsonl"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static AutoCloseable mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return () -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static AutoCloseable readOnly(Path disk) throws Exception {
        command("mount", "-o", "remount,ro", disk.toString());
        return () -> command("mount", "-o", "remount,rw", disk.toString());
    }

    private AutoCloseable refusesWrites() {
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

    private AutoCloseable renamed() throws Exception {
        for (String name : TABLES) {
            execute("alter table " + name + " rename to saved_" + name);
        }
        return () -> {
            for (String name : TABLES) {
                execute("alter table saved_" + name + " rename to " + name);
            }
        };
    }

    private AutoCloseable weak() throws IOException {
        String role = "weak_" + place.url().path().replaceAll("[^a-z0-9_]", "");
        EmbeddedPostgres.shared()
                .execute(place, "drop role if exists " + role, "create role " + role + " login password 'Zx9kQ27vbW'");
        declare(proxy.endpoint(place).as(new Endpoint.Credentials(role, Secret.of("Zx9kQ27vbW"))), "control: main\n");
        return this::declare;
    }

    private void execute(String sql) throws Exception {
        try (var session = (SqlSession) Engines.onClassPath().of(place.url()).open(place, Duration.ofSeconds(10));
                Statement statement = session.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private static void command(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(code).as(Arrays.toString(command)).isZero();
    }

    @Override
    public void close() throws Exception {
        proxy.close();
        command("umount", "-l", home.toString());
        command("umount", "-l", data.toString());
    }
}
