package io.holdfast.health;

/**
 * What is measured, under which name. Names that begin with {@code hikaricp} are HikariCP's own, with its descriptions
 * and its one tag: whoever has dashboards and alerts for those keeps them.
 */
enum Metric {
    CONNECTIONS("hikaricp.connections", "Total connections"),
    ACTIVE("hikaricp.connections.active", "Active connections"),
    IDLE("hikaricp.connections.idle", "Idle connections"),
    PENDING("hikaricp.connections.pending", "Pending threads"),
    MAX("hikaricp.connections.max", "Max connections"),
    MIN("hikaricp.connections.min", "Min connections"),
    ACQUIRE("hikaricp.connections.acquire", "Connection acquire time"),
    USAGE("hikaricp.connections.usage", "Connection usage time"),
    CREATION("hikaricp.connections.creation", "Connection creation time"),
    TIMEOUT("hikaricp.connections.timeout", "Connection timeout total count"),

    UP("holdfast.db.up", "Whether the server answers"),
    STATE("holdfast.db.state", "Whether the database is in this state"),
    SPLIT_BRAIN("holdfast.split.brain", "Whether both servers take writes, and nothing is written because of it"),
    FAILOVER("holdfast.failover", "How often calls went another way than before"),
    RETRIES("holdfast.retries", "How often work was repeated after a failure"),
    DEADLOCKS("holdfast.deadlocks", "Deadlocks in which a transaction was undone"),
    TRANSACTIONS_IDLE("holdfast.transactions.idle", "Transactions that did nothing on their connection for too long"),
    FAILED("holdfast.connections.failed", "Attempts to open a connection that failed"),
    TURNED_AWAY("holdfast.connections.turned.away", "Callers refused because too many waited already"),
    LEAKED("holdfast.connections.leaked", "Connections that were not given back for too long"),
    CALLERS_WAITING("holdfast.callers.waiting", "Callers that wait for a server to come back"),
    CREDENTIALS_CHANGES("holdfast.credentials.changes", "How often credentials changed");

    private final String id;
    private final String description;

    Metric(String id, String description) {
        this.id = id;
        this.description = description;
    }

    String id() {
        return id;
    }

    String description() {
        return description;
    }
}
