package io.holdfast.engine;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.document.SqlDialect;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One kind of database: SQLite, PostgreSQL or MongoDB.
 *
 * <p>Implementations are stateless, safe for use by many threads, and throw whatever their driver throws:
 * {@link #classify} turns that into a {@link Failure}, and the caller wraps it. What an engine can do beyond opening
 * sessions is a capability, present or absent. {@code EngineContract} in the test kit checks every adapter.
 */
public interface Engine {

    /** The name used in configuration and messages: {@code sqlite}, {@code postgresql} or {@code mongodb}. */
    String name();

    /**
     * Opens one physical connection, unpooled. A missing SQLite file is an error here, never created.
     *
     * @param timeout longest wait for the server to answer
     * @throws Exception whatever the driver throws
     */
    Session open(Endpoint endpoint, Duration timeout) throws Exception;

    /** Says what a failure means; never throws. Database and operation are filled in by the caller. */
    Failure classify(Throwable failure, Phase phase);

    /**
     * Whether a connection that showed {@code failure} is of no more use, so that a pool must not lend it again. A
     * failure after which work is to be replayed on a new connection, or its outcome to be found out, always breaks the
     * connection; beyond that an engine knows best what its connections survive.
     */
    default boolean breaksConnection(Failure failure) {
        return switch (failure.kind()) {
            case CONNECTION, OUTCOME_UNKNOWN, TLS, AUTHENTICATION, CORRUPT -> true;
            default -> failure.retry() == RetryClass.REPLAY_ON_NEW_CONNECTION || failure.retry() == RetryClass.RESOLVE;
        };
    }

    /**
     * What {@code holdfast check} shows of a database that answers: version, privileges, free space and the settings
     * that durability rests on.
     *
     * @throws Exception whatever the driver throws
     */
    List<Fact> facts(Session session, Endpoint endpoint) throws Exception;

    /**
     * Has the server end what takes longer than {@code limits}, and gives the connection up when even that does not
     * happen. Does nothing where the engine has no such means.
     *
     * @param session a session that {@link #open} of this engine gave
     * @throws Exception whatever the driver throws
     */
    default void limit(Session session, Limits limits) throws Exception {}

    /**
     * Whether what one statement sets is there for the next one: not where a pooler lends the server's connections to many
     * clients in turn.
     *
     * @param session a session that {@link #open} of this engine gave
     * @throws Exception whatever the driver throws
     */
    default boolean keepsSettings(Session session) throws Exception {
        return true;
    }

    /**
     * Whether the transaction that is open on {@code session} can still be committed: not where the server has given it up
     * because of a failure, and would answer a commit with a rollback.
     *
     * @param session a session that {@link #open} of this engine gave
     * @throws Exception whatever the driver throws
     */
    default boolean canCommit(SqlSession session) throws Exception {
        return true;
    }

    /**
     * Whether only one connection can write at a time, whoever the others are. Those that are to read alone are told so
     * then, and what is to be written together shares a commit.
     */
    default boolean hasOneWriter() {
        return false;
    }

    /**
     * Whether the rows of a query are all there when it returns, unless a fetch size was set; otherwise the database works
     * while they are read.
     */
    default boolean readsAhead() {
        return false;
    }

    /** Tells the roles of servers. */
    default Optional<Roles> roles() {
        return Optional.empty();
    }

    /** Resolves commits whose answer was lost. */
    default Optional<Commits> commits() {
        return Optional.empty();
    }

    /** Tells who waited for whom in a deadlock. */
    default Optional<Deadlocks> deadlocks() {
        return Optional.empty();
    }

    /** Reads the structure of a database. */
    default Optional<SchemaReader> schemaReader() {
        return Optional.empty();
    }

    /** Runs the scripts of schema migrations. */
    default Optional<Migrator> migrator() {
        return Optional.empty();
    }

    /** Looks at what migrations do to tables that are there. */
    default Optional<Effects> effects() {
        return Optional.empty();
    }

    /** Makes databases that are thrown away. */
    default Optional<Scratch> scratch() {
        return Optional.empty();
    }

    /** Reads rows in bulk. */
    default Optional<RowReader> rowReader() {
        return Optional.empty();
    }

    /** Takes a whole copied database, and publishes it at once. */
    default Optional<Receiver> receiver() {
        return Optional.empty();
    }

    /** Opens clients of a driver that looks after its connections by itself; present where sessions do not speak SQL. */
    default Optional<Clients> clients() {
        return Optional.empty();
    }

    /** Keeps documents by itself. */
    default Optional<DocumentStores> documentStores() {
        return Optional.empty();
    }

    /** Reads documents that Holdfast does not keep. */
    default Optional<Originals> originals() {
        return Optional.empty();
    }

    /** The words in which its SQL keeps documents. */
    default Optional<SqlDialect> documentDialect() {
        return Optional.empty();
    }

    /** Runs a server of this kind inside or beside this process. */
    default Optional<EmbeddedServers> embeddedServers() {
        return Optional.empty();
    }

    /** Knows the codes by which the database and its driver name failures. */
    default Optional<ErrorCodes> errorCodes() {
        return Optional.empty();
    }

    /** Shows the certificates of encrypted connections. */
    default Optional<Certificates> certificates() {
        return Optional.empty();
    }

    /**
     * One observation about a database.
     *
     * @param name in lower-case words with dashes, such as {@code free-space}
     * @param value for people, units included
     * @param level whether it needs attention
     * @param advice what to do about it; empty where nothing is to be done
     */
    record Fact(String name, String value, Level level, String advice) {}

    /** Whether a fact needs attention. */
    enum Level {
        /** As it should be. */
        OK,
        /** Works, but somebody should look. */
        WARNING,
        /** Does not work. */
        ERROR
    }
}
