package io.holdfast.database;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.LogConfig;
import io.holdfast.engine.Engine;
import io.holdfast.engine.SqlSession;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.SqlDialect;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.gate.Gate;
import io.holdfast.gate.GateStatus;
import io.holdfast.gate.Preparation;
import io.holdfast.pool.PoolListener;
import io.holdfast.pool.PoolStatus;
import io.holdfast.resilience.RetryBudget;
import io.holdfast.resilience.Time;
import io.holdfast.transaction.ClientTransactions;
import io.holdfast.transaction.Transaction;
import io.holdfast.transaction.TransactionOptions;
import io.holdfast.transaction.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * One declared database: a call goes in, a result or a sorted failure comes out.
 *
 * <pre>{@code
 * long orders = database.call(Operation.read("count-orders"), session -> {
 *     try (var statement = session.connection().createStatement();
 *             var rows = statement.executeQuery("select count(*) from orders")) {
 *         rows.next();
 *         return rows.getLong(1);
 *     }
 * });
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class Database implements AutoCloseable {
    private static final TransactionOptions USUAL = TransactionOptions.named("transaction");

    private final String name;
    private final Engine engine;
    private final Gate gate;
    private final Calls calls;
    private final Transactions transactions;
    private final Optional<ThroughClient> client;
    private final OperationLog log;
    private final OwnTables.Maker maker;
    private final Set<OwnTables> made = ConcurrentHashMap.newKeySet();

    private Database(DatabaseConfig config, Engine engine, Gate gate, Time time, Events events, OwnTables.Maker maker) {
        this.name = config.name();
        this.engine = engine;
        this.gate = gate;
        this.maker = maker;
        RetryBudget budget = new RetryBudget(time.ticker());
        this.calls = new Calls(gate, engine, config, time, budget, events);
        this.transactions = new Transactions(gate, engine, config, time, budget, events);
        this.client = ThroughClient.of(engine, gate, time, budget, events);
        this.log = new OperationLog(config.name(), time);
    }

    /**
     * Work with the client of a driver.
     *
     * @param <C> the client
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface ClientWork<C, T> {
        /**
         * Does it.
         *
         * @throws Exception whatever the driver throws
         */
        T with(C client) throws Exception;
    }

    /**
     * Work on a session.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does it. The session goes back to the pool afterwards.
         *
         * @throws Exception whatever the driver throws
         */
        T on(SqlSession session) throws Exception;
    }

    /**
     * How it went at the start.
     *
     * @param attempts how often it was tried
     * @param took how long that lasted
     */
    public record Start(int attempts, Duration took) {}

    /**
     * Opens the database that {@code config} declares, and waits for it as long as {@code config} says. One that is down
     * then is returned all the same: {@link #availability()} tells, and it is used as soon as it comes up. Its migrations are
     * not looked at; {@code Holdfast} does that.
     *
     * @param events who is told of its state
     */
    public static Database open(DatabaseConfig config, Engine engine, Time time, Events events) {
        return open(config, engine, time, events, Preparation.NONE, (tables, now) -> {
            throw new IllegalStateException(
                    "opened without tables of ours, and asked for those of " + tables.feature());
        });
    }

    /**
     * Opens the database as {@link #open(DatabaseConfig, Engine, Time, Events)} does.
     *
     * @param preparation what has to be done at each of its servers before calls go there
     * @param maker makes tables of ours
     */
    public static Database open(
            DatabaseConfig config,
            Engine engine,
            Time time,
            Events events,
            Preparation preparation,
            OwnTables.Maker maker) {
        Gate gate = Gate.open(config, engine, time, events, preparation);
        var database = new Database(config, engine, gate, time, events, maker);
        Start start = database.start();
        events.publish(new Event.StateChanged(
                config.name(),
                database.availability(),
                start.attempts(),
                start.took(),
                database.failure().map(HoldfastException::getMessage).orElse("")));
        return database;
    }

    /** The name it was declared under. */
    public String name() {
        return name;
    }

    /** What it is declared as at the moment. */
    public DatabaseConfig config() {
        return gate.terms().config();
    }

    /**
     * Looks whether {@code next} could take the place of {@link #config()}: whether the server lets in whom it names.
     *
     * @throws HoldfastException if not
     */
    public void tryOut(DatabaseConfig next) {
        gate.tryCredentials(next);
    }

    /**
     * Has {@code next} take the place of {@link #config()}: at the same servers, and with nothing else in it that would need
     * new ones. Calls that have begun go on as they began; none is disturbed. Never fails.
     */
    public void reconfigure(DatabaseConfig next) {
        gate.reconfigure(next);
    }

    /** How it went at the start. */
    public Start start() {
        return new Start(gate.start().attempts(), gate.start().took());
    }

    /** How much of it can be used. */
    public Availability availability() {
        return gate.availability();
    }

    /** Why nothing of it can be used; empty if something can. */
    public Optional<HoldfastException> failure() {
        return gate.failure();
    }

    /** What can be said of its servers now. */
    public GateStatus status() {
        return gate.status();
    }

    /**
     * Does {@code work} on a session, as an operation that may write.
     *
     * @param operation what is done, in lower-case words with dashes, for errors
     * @throws HoldfastException if the database failed; sorted, and with the operation in it. Unchecked exceptions of the
     *     work itself come through as they are
     */
    public <T> T call(String operation, Work<T> work) {
        return call(Operation.write(operation), work);
    }

    /**
     * Does {@code work} on a session. What only reads or may be done twice is repeated when its connection is lost; what
     * only reads is answered by the standby while the primary is down.
     *
     * @throws HoldfastException as {@link #call(String, Work)} does
     */
    public <T> T call(Operation operation, Work<T> work) {
        refuseWithoutSql(operation.name());
        return log.tell(operation.name(), (again, committed) -> calls.call(operation, work, again));
    }

    /**
     * Does {@code work} in a transaction: committed when it returns, rolled back when it throws anything. The whole of it
     * is run again when it was undone by a deadlock or its like, or when its connection was lost before the commit.
     *
     * @throws HoldfastException if the database failed: nothing of it is left then, unless the kind is OUTCOME_UNKNOWN.
     *     Unchecked exceptions of the work itself come through as they are
     */
    public <T> T inTransaction(Transaction.Work<T> work) {
        return inTransaction(USUAL, work);
    }

    /**
     * Does {@code work} in a transaction, as {@code options} say.
     *
     * @throws HoldfastException as {@link #inTransaction(Transaction.Work)} does
     */
    public <T> T inTransaction(TransactionOptions options, Transaction.Work<T> work) {
        refuseWithoutSql(options.name());
        return log.tell(options.name(), (again, committed) -> transactions.run(options, work, again, committed));
    }

    /**
     * The database as a plain data source, for jOOQ, Jdbi, JPA, MyBatis and their like: the same connections, the same
     * failover, the same honest commits. It may be taken before the database is up, and stays good until it is closed.
     *
     * @throws HoldfastException of kind UNSUPPORTED if the database does not speak SQL
     */
    public DataSource dataSource() {
        refuseWithoutSql("data-source");
        return gate.dataSource();
    }

    private void refuseWithoutSql(String operation) {
        if (client.isPresent()) {
            throw Failure.of(
                            ErrorKind.UNSUPPORTED,
                            "the database %s is one of %s, and speaks no SQL".formatted(name, engine.name()))
                    .withHint("use it through its driver: database.client(…)")
                    .during(operation, name)
                    .exception();
        }
    }

    /**
     * The database as a plain client of its driver, such as {@code com.mongodb.client.MongoClient}, for whatever works with
     * one: its operations wait for a place, fail at once while no server answers, and follow changed credentials. It may be
     * taken before the database is up, and stays good until the database is closed; closing the client does nothing.
     *
     * @throws HoldfastException of kind UNSUPPORTED if its driver has no client of this type
     */
    public <C> C client(Class<C> type) {
        return type.cast(through(type).plain());
    }

    private ThroughClient through(Class<?> type) {
        return client.filter(one -> type.isInstance(one.plain())).orElseThrow(() -> noClient(type.getSimpleName()));
    }

    private HoldfastException noClient(String wanted) {
        return Failure.of(
                        ErrorKind.UNSUPPORTED,
                        "the database %s is one of %s, and is not used through %s"
                                .formatted(name, engine.name(), wanted))
                .withHint(client.isPresent() ? "ask for a client of its own driver" : "take its dataSource()")
                .during("client", name)
                .exception();
    }

    /**
     * Does {@code work} with the plain client. What only reads or may be done twice is repeated when its connection is lost.
     *
     * @throws HoldfastException as {@link #call(String, Work)} does; of kind UNSUPPORTED if there is no such client
     */
    public <C, T> T call(Operation operation, Class<C> type, ClientWork<C, T> work) {
        ThroughClient through = through(type);
        C plain = type.cast(through.plain());
        return log.tell(operation.name(), (again, committed) -> through.calls().call(operation, plain, work, again));
    }

    /**
     * Does {@code work} in a transaction of the driver's client: committed when it returns, rolled back when it throws
     * anything. What is given the session is part of it. The whole of it is run again when the database undid it because of
     * others, or when its connection was lost before the commit.
     *
     * @param session the driver's type of session, such as {@code com.mongodb.client.ClientSession}
     * @throws HoldfastException as {@link #inTransaction(Transaction.Work)} does; of kind UNSUPPORTED, before anything is
     *     done, where the deployment has no transactions
     */
    public <S, T> T inTransaction(Class<S> session, TransactionOptions options, ClientTransactions.Work<S, T> work) {
        ThroughClient through = client.orElseThrow(() -> noClient(session.getSimpleName()));
        return log.tell(
                options.name(), (again, committed) -> through.transactions().run(session, options, work, again));
    }

    /**
     * What the database says of itself: version, privileges, free space, and the settings that durability rests on.
     *
     * @throws HoldfastException if it does not answer
     */
    public List<Engine.Fact> facts() {
        if (client.isPresent()) {
            return log.tell("facts", (again, committed) -> client.get().facts(again));
        }
        return call(Operation.read("facts"), session -> engine.facts(session, config().endpoint()));
    }

    /** The store of {@code collection}, where the engine keeps documents by itself; asks nothing yet. */
    public Optional<DocumentStore> documentStore(CollectionModel collection) {
        return client.flatMap(through -> through.store(collection)).map(store -> new LoggedStore(store, log));
    }

    /** Whether tables of ours can be kept in it, and written in one transaction with those of the application. */
    public boolean keepsTables() {
        return client.isEmpty() && engine.migrator().isPresent();
    }

    /** The words in which its SQL keeps documents; empty if it has none. */
    public Optional<SqlDialect> documentDialect() {
        return engine.documentDialect();
    }

    /**
     * Makes the tables of ours that {@code tables} names where they are missing; looks once, and believes it afterwards.
     *
     * @throws HoldfastException if they cannot be made now
     */
    public void make(OwnTables tables) {
        if (!made.contains(tables)) {
            maker.make(tables, config());
            made.add(tables);
        }
    }

    /** {@code tables} are missing after all, as after a restore: the next {@link #make} makes them again. */
    public void forget(OwnTables tables) {
        made.remove(tables);
    }

    /** Logs its operations as {@code settings} say from now on; until then every one is logged. */
    public void log(LogConfig settings) {
        log.apply(settings);
    }

    /** Has {@code listener} told how long things take at the connections, until the subscription is closed. */
    public PoolListener.Subscription listen(PoolListener listener) {
        return gate.listen(listener);
    }

    /** What the connections to the primary are doing; empty while it is down. */
    public Optional<PoolStatus> poolStatus() {
        return gate.status().servers().get(0).pool();
    }

    /** Waits a moment for the work that is going on, ends all connections, and stops the server if it was started here. */
    @Override
    public void close() {
        gate.close();
    }
}
