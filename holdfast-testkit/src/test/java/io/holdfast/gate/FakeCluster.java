package io.holdfast.gate;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Access;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Roles;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Servers that do as a test says, and remember in one list, in order, what was written to which of them. */
final class FakeCluster implements Engine {
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();
    private final List<Write> writes = new CopyOnWriteArrayList<>();

    /** A write that took effect: where, and on which timeline. */
    record Write(String host, long timeline) {}

    /** A server. */
    final class Host {
        private final String name;
        private final List<AtomicBoolean> connections = new CopyOnWriteArrayList<>();
        private boolean up = true;
        private Roles.Role role = new Roles.Role(Access.READ_WRITE, "a", 1);

        Host(String name) {
            this.name = name;
        }

        /** It dies, and every connection to it. */
        synchronized void die() {
            up = false;
            connections.forEach(open -> open.set(false));
            connections.clear();
        }

        synchronized void live() {
            up = true;
        }

        synchronized void be(Access access, long timeline) {
            role = new Roles.Role(access, "a", timeline);
        }

        private synchronized AtomicBoolean connect() throws SQLException {
            if (!up) {
                throw new SQLException("nobody listens", "08001");
            }
            AtomicBoolean open = new AtomicBoolean(true);
            connections.add(open);
            return open;
        }

        private synchronized int execute(AtomicBoolean open, String sql) throws SQLException {
            if (!open.get()) {
                throw new SQLException("the connection broke", "08006");
            }
            if (sql.equals("write")) {
                if (role.access() == Access.READ_ONLY) {
                    throw new SQLException("takes no writes", "25006");
                }
                writes.add(new Write(name, role.timeline()));
            }
            return 1;
        }

        private synchronized Roles.Role role(AtomicBoolean open) throws SQLException {
            execute(open, "role");
            return role;
        }
    }

    Host host(String name) {
        return hosts.computeIfAbsent(name, Host::new);
    }

    List<Write> writes() {
        return List.copyOf(writes);
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public Session open(Endpoint endpoint, Duration timeout) throws SQLException {
        Host host = host(endpoint.url().host());
        return new Link(host, host.connect());
    }

    @Override
    public Optional<Roles> roles() {
        return Optional.of(session -> {
            Link link = session.connection().unwrap(Link.class);
            return link.host.role(link.open);
        });
    }

    @Override
    public Failure classify(Throwable failure, Phase phase) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HoldfastException known) {
                return known.failure();
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return classify(sql.getSQLState(), phase);
            }
        }
        return Failure.of(ErrorKind.INTERNAL, "nobody foresaw this");
    }

    private static Failure classify(String state, Phase phase) {
        if (state.equals("25006")) {
            return Failure.of(ErrorKind.READ_ONLY, "the server takes no writes").withCodes(state, null);
        }
        boolean unknown = phase == Phase.COMMIT;
        return Failure.of(unknown ? ErrorKind.OUTCOME_UNKNOWN : ErrorKind.CONNECTION, "the connection broke")
                .withRetry(
                        unknown
                                ? RetryClass.RESOLVE
                                : phase == Phase.CONNECT ? RetryClass.RECONNECT : RetryClass.REPLAY_ON_NEW_CONNECTION)
                .withCodes(state, null);
    }

    @Override
    public List<Fact> facts(Session session, Endpoint endpoint) {
        return List.of();
    }

    /** A connection to a server, as far as a pool and a test need one. */
    private static final class Link implements SqlSession {
        private final Host host;
        private final AtomicBoolean open;
        private final Connection connection;

        Link(Host host, AtomicBoolean open) {
            this.host = host;
            this.open = open;
            this.connection = (Connection) Proxy.newProxyInstance(
                    Link.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> answer(method.getName(), arguments));
        }

        private @Nullable Object answer(String method, Object[] arguments) throws SQLException {
            return switch (method) {
                case "isClosed" -> !open.get();
                case "abort", "close" -> {
                    cut();
                    yield null;
                }
                case "isValid" -> open.get();
                case "getAutoCommit" -> true;
                case "isReadOnly", "isWrapperFor" -> false;
                case "getNetworkTimeout", "getTransactionIsolation" -> 2;
                case "createStatement" -> statement();
                case "unwrap" -> this;
                case "toString" -> "a connection to " + host.name;
                case "hashCode" -> System.identityHashCode(this);
                case "equals" -> false;
                default -> null;
            };
        }

        /** Under the host's lock: what was sent before is done, and nothing is sent later. */
        private void cut() {
            synchronized (host) {
                open.set(false);
            }
        }

        private Statement statement() {
            return (Statement) Proxy.newProxyInstance(
                    Link.class.getClassLoader(),
                    new Class<?>[] {Statement.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "executeUpdate" -> host.execute(open, (String) arguments[0]);
                        case "hashCode" -> System.identityHashCode(this);
                        case "equals" -> proxy == arguments[0];
                        default -> null;
                    });
        }

        @Override
        public Connection connection() {
            return connection;
        }

        @Override
        public boolean ping(Duration timeout) {
            return open.get();
        }

        @Override
        public void cancel() {
            // its statements are done when they return
        }

        @Override
        public void close() {
            cut();
        }
    }
}
