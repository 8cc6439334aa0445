package io.holdfast.postgresql.sqlstate;

import static io.holdfast.error.Phase.BODY;
import static io.holdfast.error.Phase.COMMIT;
import static io.holdfast.error.Phase.CONNECT;

import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.postgresql.TestServer;
import io.holdfast.testkit.fault.FaultProxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What needs more than statements: logging in, several sessions, time limits, the driver, a broken line. */
final class SessionProvocations {
    static final List<Provocation> ALL = List.of(
            Provocation.of(
                    "08001", CONNECT, scene -> scene.open(TestServer.elsewhere(scene.database(), 1, "x", Map.of()))),
            Provocation.of("08004", CONNECT, scene -> scene.open(with(scene, "sslmode", "require")))
                    .as(ErrorKind.TLS),
            Provocation.of("08004", CONNECT, SessionProvocations::withoutPassword)
                    .as(ErrorKind.AUTHENTICATION),
            Provocation.of("28P01", CONNECT, scene -> scene.open(TestServer.as(scene.database(), "postgres", "wrong"))),
            Provocation.of("28P01", CONNECT, scene -> scene.open(TestServer.as(scene.database(), "nobody", "wrong"))),
            Provocation.of("28000", CONNECT, scene -> scene.open(user(scene, "NOLOGIN"))),
            Provocation.of("53300", CONNECT, scene -> scene.open(user(scene, "LOGIN CONNECTION LIMIT 0"))),
            Provocation.of("3D000", CONNECT, scene -> scene.open(database(scene, "no_such"))),
            Provocation.of("42501", CONNECT, SessionProvocations::notForThisUser),
            Provocation.of("55000", CONNECT, SessionProvocations::notForAnybody),
            Provocation.of("40001", BODY, SessionProvocations::changedMeanwhile),
            Provocation.of("40001", COMMIT, SessionProvocations::noOrder),
            Provocation.of("40P01", BODY, SessionProvocations::deadlock),
            Provocation.of("55P03", BODY, scene -> locked(scene, "BEGIN", "LOCK TABLE t NOWAIT")),
            Provocation.of("55P03", BODY, scene -> locked(scene, "SET lock_timeout = '10ms'", "DELETE FROM t")),
            Provocation.of("57P01", BODY, SessionProvocations::droppedByForce),
            Provocation.of("57P05", BODY, scene -> ended(scene, "SET idle_session_timeout = '10ms'")),
            Provocation.of(
                    "25P03", BODY, scene -> ended(scene, "SET idle_in_transaction_session_timeout = '10ms'", "BEGIN")),
            Provocation.of("25P04", BODY, scene -> ended(scene, "SET transaction_timeout = '10ms'", "BEGIN")),
            Provocation.of("57P01", COMMIT, scene -> deferred(scene, "PERFORM pg_terminate_backend(pg_backend_pid())")),
            Provocation.of("57014", COMMIT, scene -> deferred(scene, "PERFORM pg_cancel_backend(pg_backend_pid())")),
            Provocation.of("P0001", COMMIT, scene -> deferred(scene, "RAISE EXCEPTION 'not 4711'")),
            Provocation.of("08006", BODY, scene -> cut(scene, "SELECT 1", "SELECT 1")),
            Provocation.of("08006", COMMIT, scene -> cut(scene, "COMMIT", "BEGIN", "SELECT 1", "COMMIT")),
            Provocation.of("08003", BODY, scene -> {
                scene.connection().close();
                scene.run("SELECT 1");
            }),
            Provocation.of("0100E", BODY, scene -> statement(scene).executeUpdate("SELECT 1")),
            Provocation.of("02000", BODY, scene -> statement(scene).executeQuery("SET work_mem = '4MB'")),
            Provocation.of("07006", BODY, scene -> prepared(scene).setObject(1, new Object())),
            Provocation.of("3B000", BODY, SessionProvocations::releasedTwice));

    private SessionProvocations() {}

    private static Endpoint with(Scene scene, String parameter, String value) {
        return TestServer.elsewhere(
                scene.database(),
                scene.database().url().port(),
                scene.database().database(),
                Map.of(parameter, value));
    }

    private static Endpoint database(Scene scene, String name) {
        return TestServer.elsewhere(scene.database(), scene.database().url().port(), name, Map.of());
    }

    private static void withoutPassword(Scene scene) throws Exception {
        scene.open(new Endpoint(scene.database().database(), scene.database().url(), Optional.empty()));
    }

    /** A user with certain rights. */
    private static Endpoint user(Scene scene, String rights) throws Exception {
        scene.run("CREATE ROLE %s %s PASSWORD 'known'".formatted(scene.name(), rights));
        return TestServer.as(scene.database(), scene.name(), "known");
    }

    private static void notForThisUser(Scene scene) throws Exception {
        user(scene, "LOGIN");
        Endpoint closed = TestServer.freshDatabase();
        scene.run("REVOKE CONNECT ON DATABASE %s FROM PUBLIC".formatted(closed.database()));
        scene.open(TestServer.as(closed, scene.name(), "known"));
    }

    private static void notForAnybody(Scene scene) throws Exception {
        String closed = TestServer.freshDatabase().database();
        scene.run("ALTER DATABASE %s ALLOW_CONNECTIONS false".formatted(closed));
        scene.open(database(scene, closed));
    }

    private static void changedMeanwhile(Scene scene) throws Exception {
        scene.run("CREATE TABLE t AS SELECT 1 AS a", "BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT a FROM t");
        TestServer.ask(scene.another(), "UPDATE t SET a = 2");
        scene.run("UPDATE t SET a = 3");
    }

    private static void noOrder(Scene scene) throws Exception {
        Connection other = scene.another();
        scene.run("CREATE TABLE t (a int)", "BEGIN ISOLATION LEVEL SERIALIZABLE", "SELECT count(*) FROM t");
        TestServer.ask(other, "BEGIN ISOLATION LEVEL SERIALIZABLE");
        TestServer.ask(other, "INSERT INTO t SELECT count(*) FROM t");
        scene.run("INSERT INTO t VALUES (1)");
        TestServer.ask(other, "COMMIT");
        scene.run("COMMIT");
    }

    private static void deadlock(Scene scene) throws Exception {
        Connection other = scene.another();
        scene.run("CREATE TABLE t AS SELECT generate_series(1, 2) AS a", "SET deadlock_timeout = '10ms'", "BEGIN");
        scene.run("UPDATE t SET a = a WHERE a = 1");
        TestServer.ask(other, "BEGIN");
        TestServer.ask(other, "UPDATE t SET a = a WHERE a = 2");
        scene.beside(() -> TestServer.ask(other, "UPDATE t SET a = a WHERE a = 1"));
        scene.until(scene.another(), "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)");
        scene.run("UPDATE t SET a = a WHERE a = 2");
    }

    private static void locked(Scene scene, String... statements) throws Exception {
        scene.run("CREATE TABLE t AS SELECT 1 AS a");
        Connection other = scene.another();
        TestServer.ask(other, "BEGIN");
        TestServer.ask(other, "LOCK TABLE t");
        scene.run(statements);
    }

    private static void droppedByForce(Scene scene) throws Exception {
        Endpoint used = TestServer.freshDatabase();
        scene.use(used);
        TestServer.ask(scene.another(), "DROP DATABASE %s WITH (FORCE)".formatted(used.database()));
        scene.run("SELECT 1");
    }

    private static void ended(Scene scene, String... statements) throws Exception {
        String pid = TestServer.ask(scene.connection(), "SELECT pg_backend_pid()");
        Connection other = scene.another();
        scene.run(statements);
        scene.until(other, "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = %s)".formatted(pid));
        scene.run("SELECT 1");
    }

    /** Does {@code work} inside of a commit. */
    private static void deferred(Scene scene, String work) throws Exception {
        scene.run(
                "CREATE TABLE t (a int)",
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s; RETURN NULL; END $$"
                        .formatted(work),
                "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION f()",
                "BEGIN",
                "INSERT INTO t VALUES (1)",
                "COMMIT");
    }

    private static void cut(Scene scene, String word, String... statements) throws Exception {
        FaultProxy proxy = scene.closing(FaultProxy.to(scene.database()));
        scene.use(proxy.endpoint(scene.database()));
        proxy.cut(word, FaultProxy.Cut.BEFORE);
        scene.run(statements);
    }

    private static Statement statement(Scene scene) throws Exception {
        return scene.connection().createStatement();
    }

    private static PreparedStatement prepared(Scene scene) throws Exception {
        return scene.connection().prepareStatement("SELECT ?");
    }

    private static void releasedTwice(Scene scene) throws Exception {
        scene.connection().setAutoCommit(false);
        Savepoint savepoint = scene.connection().setSavepoint();
        scene.connection().releaseSavepoint(savepoint);
        scene.connection().rollback(savepoint);
    }
}
