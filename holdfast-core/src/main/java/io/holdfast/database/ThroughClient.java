package io.holdfast.database;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Clients;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Session;
import io.holdfast.engine.Sorting;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.event.Events;
import io.holdfast.gate.Gate;
import io.holdfast.resilience.RetryBudget;
import io.holdfast.resilience.Time;
import io.holdfast.transaction.ClientTransactions;
import java.util.List;
import java.util.Optional;

/** A database that is used through a client of its driver, and not through SQL. */
final class ThroughClient {
    private final Engine engine;
    private final Clients clients;
    private final Gate gate;
    private final Object plain;
    private final ClientCalls calls;
    private final ClientTransactions transactions;

    private ThroughClient(Engine engine, Clients clients, Gate gate, ClientTransactions.Surroundings surroundings) {
        this.engine = engine;
        this.clients = clients;
        this.gate = gate;
        this.plain = clients.plain(gate.turnstile());
        var sorting = new Sorting(engine, config().name());
        this.calls = new ClientCalls(gate, sorting, surroundings);
        this.transactions = new ClientTransactions(gate, clients, plain, sorting, surroundings);
    }

    /** Empty where the engine speaks SQL. */
    static Optional<ThroughClient> of(Engine engine, Gate gate, Time time, RetryBudget budget, Events events) {
        var surroundings = new ClientTransactions.Surroundings(time, budget, events);
        return engine.clients().map(clients -> new ThroughClient(engine, clients, gate, surroundings));
    }

    private DatabaseConfig config() {
        return gate.terms().config();
    }

    Object plain() {
        return plain;
    }

    ClientCalls calls() {
        return calls;
    }

    ClientTransactions transactions() {
        return transactions;
    }

    List<Engine.Fact> facts(Runnable again) {
        try (Session session = session()) {
            return calls.call(
                    Operation.read("facts"), session, asked -> engine.facts(asked, config().endpoint()), again);
        }
    }

    private Session session() {
        return clients.session(plain, config().url());
    }

    Optional<DocumentStore> store(CollectionModel collection) {
        return engine.documentStores().map(stores -> stores.store(session(), config().name(), collection));
    }
}
